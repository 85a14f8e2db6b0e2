-- Asking every kind of speaker from afar.

-- speaker_command.state of V175, and WAITING: the speaker gets it with its next question. The row of a test sentence stays
-- SENT; what became of it is the announcement whose subject_no is the command_id.

-- Volumes of speakers that keep none themselves: a speech chip is told with each sentence.
create table speaker_volume (
    market_id bigint not null,
    device_id bigint not null,
    percent   int    not null comment '0 to 100',
    primary key (market_id, device_id)
);
