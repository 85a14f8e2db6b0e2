-- What becomes of an announcement, step by step; who is asked to say it next; what a market and its stalls want said, and when.

-- The states of V110, and QUIET: it fell into quiet hours and was never to be said. A negative device_id is the phone of
-- the stall's vendor: minus the stall's id.
alter table speaker_announcement
    add column given_at   datetime(3) null comment 'when it was given to this speaker; null: when it was created',
    add column passed_on  int not null default 0 comment 'how often it was given to another speaker',
    add column duplicates int not null default 0 comment 'answers of speakers that had it already or were no longer asked',
    add column summary_id bigint null comment 'the summary that told it after an outage',
    add key speaker_announcement_by_end (market_id, state, ended_at);

-- Every step of every announcement, added and never changed; the first, QUEUED, is the announcement's own row.
create table speaker_step (
    market_id       bigint      not null,
    announcement_id bigint      not null,
    step_id         bigint      not null,
    device_id       bigint      not null comment 'the speaker that took it, or about which it was taken',
    kind            varchar(20) not null comment 'the name of a DeliveryStep.Kind',
    stepped_at      datetime(3) not null,
    primary key (market_id, announcement_id, step_id)
);

-- What the market (stall_id 0) or a stall has chosen; null or empty is left to the market, and there to the product.
create table speaker_choice (
    market_id      bigint      not null,
    stall_id       bigint      not null,
    wording        varchar(20) not null,
    own_words      varchar(60) not null,
    language       varchar(10) not null,
    volume         int         null comment '0 to 10',
    speed          int         null comment '0 to 10',
    quiet_from     int         null comment 'minute of the day, by the market''s clock',
    quiet_until    int         null,
    expiry_seconds int         null,
    primary key (market_id, stall_id)
);

-- In which order the speakers of a stall are asked; what has no row comes after those that have one, the oldest first.
create table speaker_place (
    market_id bigint not null,
    stall_id  bigint not null,
    device_id bigint not null,
    place     int    not null,
    primary key (market_id, stall_id, device_id)
);

-- Phones that speak for a stall, and when they last asked for something to say.
create table speaker_phone (
    market_id   bigint      not null,
    stall_id    bigint      not null,
    listened_at datetime(3) not null,
    primary key (market_id, stall_id)
);
