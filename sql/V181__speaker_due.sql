-- Sums that are due: those that customers are asked for, and fees; and the addresses at which a hall's loudspeakers listen.

alter table speaker_choice
    add column tells_waiting boolean null comment 'whether the sum that a customer is asked for is said; null: as the market, and there not';

-- Each fee a stall was reminded of. The unique key is the limit: once a stall, a business date and a kind.
create table speaker_reminder (
    market_id     bigint       not null,
    reminder_id   bigint       not null,
    stall_id      bigint       not null,
    vendor_id     bigint       not null comment 'who held the stall then, and sees it on the phone',
    kind          varchar(20)  not null comment 'the name of a FeeKind',
    amount_fen    bigint       not null,
    business_date date         not null,
    asked_by      varchar(60)  not null,
    at            datetime(3)  not null,
    seen_at       datetime(3)  null comment 'when the vendor put it away',
    primary key (market_id, reminder_id),
    unique key speaker_reminder_once (market_id, stall_id, business_date, kind),
    key speaker_reminder_by_vendor (market_id, vendor_id, seen_at)
);

-- The address of a speaker that listens to an endless stream; only the hash of its token is kept.
create table speaker_stream_address (
    market_id  bigint        not null,
    device_id  bigint        not null,
    token_hash varbinary(64) not null,
    made_at    datetime(3)   not null,
    primary key (market_id, device_id),
    unique key speaker_stream_address_token (market_id, token_hash)
);
