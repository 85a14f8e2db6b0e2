-- What is to be said aloud, and what became of it.

create table speaker_announcement (
    market_id       bigint       not null,
    announcement_id bigint       not null,
    stall_id        bigint       not null,
    device_id       bigint       not null comment 'the speaker that is to say it; 0 where the stall has none',
    event           varchar(20)  not null comment 'RECEIVED, REFUNDED',
    subject_no      bigint       not null comment 'the order: one announcement an event',
    channel         varchar(20)  not null,
    amount_fen      bigint       not null,
    text            varchar(200) not null,
    state           varchar(20)  not null comment 'QUEUED, SENT, ACKED, SPOKEN, EXPIRED, FAILED',
    created_at      datetime(3)  not null,
    expires_at      datetime(3)  not null,
    sent_at         datetime(3)  null,
    acked_at        datetime(3)  null,
    ended_at        datetime(3)  null comment 'when it was spoken, expired or failed',
    attempts        int          not null,
    primary key (market_id, announcement_id),
    unique key speaker_announcement_of (market_id, subject_no, event),
    key speaker_announcement_by_state (market_id, state, device_id, announcement_id),
    key speaker_announcement_by_stall (market_id, stall_id, created_at)
);
