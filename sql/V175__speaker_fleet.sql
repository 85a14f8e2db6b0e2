-- The fleet of speakers: keys that change, what was asked of a speaker, and what was said to many.

alter table device_device add column volume int null comment 'per cent, as last reported';

create table device_key_change (
    market_id    bigint         not null,
    device_id    bigint         not null,
    other_sealed varbinary(200) not null comment 'the next key until the device has used it, the former one after that',
    state        varchar(20)    not null comment 'OFFERED, TAKEN',
    offered_at   datetime(3)    not null,
    until_at     datetime(3)    not null comment 'the other key is good until then',
    primary key (market_id, device_id)
);

create table speaker_command (
    market_id  bigint      not null,
    command_id bigint      not null,
    device_id  bigint      not null,
    command    varchar(20) not null comment 'VOLUME, TEST, STOP, KEY',
    value      int         null comment 'per cent, of VOLUME',
    state      varchar(20) not null comment 'SENT, DONE, FAILED',
    asked_by   varchar(60) not null,
    sent_at    datetime(3) not null,
    ended_at   datetime(3) null,
    primary key (market_id, command_id),
    key speaker_command_by_device (market_id, device_id, command_id)
);

create table speaker_broadcast (
    market_id    bigint       not null,
    broadcast_id bigint       not null,
    zone_id      bigint       null comment 'null: the whole market',
    text         varchar(200) not null,
    speakers     int          not null comment 'how many are to say it',
    asked_by     varchar(60)  not null,
    at           datetime(3)  not null,
    expires_at   datetime(3)  not null,
    primary key (market_id, broadcast_id),
    key speaker_broadcast_by_time (market_id, at)
);

-- Each speaker once, whoever presses the button twice.
create table speaker_broadcast_share (
    market_id       bigint not null,
    broadcast_id    bigint not null,
    device_id       bigint not null,
    announcement_id bigint not null,
    primary key (market_id, broadcast_id, device_id)
);
