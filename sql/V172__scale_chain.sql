-- The chain of a weighing: who took it back and why, whether it came late and to which day it belongs, what its scale's
-- clock and hash chain said; what is missing or wrong in what each scale has told; when a market gives a weighing up.

alter table scale_weighing
    add column tap         varchar(40) null comment 'made by the page that took it: tapped twice, it is one',
    add column late        boolean     not null default false comment 'told long after it was weighed',
    add column belongs_to  date        null comment 'the business day on which it was weighed, where that was closed when it came: business_date is then the open day that corrects it',
    add column scale_time  datetime(3) null comment 'what the scale said, where its clock was not believed: weighed_at is then when it came',
    add column prev_hash   char(64)    null comment 'as the scale told it: SHA-256 of its sale before this one',
    add column void_reason varchar(20) null comment 'NOT_TAKEN, WRONG_GOODS, WRONG_WEIGHT, TWICE, TEST, OTHER',
    add column void_note   varchar(80) null,
    add column voided_by   varchar(60) null comment 'sign-in name',
    add column void_from   varchar(20) null comment 'the state before it was made void, for a wrong press is taken back',
    modify column source   varchar(20) not null comment 'TILE: stable weight and a product tile; SALE: complete sale by the scale; LABEL: a printed label''s barcode; HAND: typed',
    add unique key scale_weighing_by_tap (market_id, vendor_id, tap);

-- How far each scale has counted. What is missing between first and highest stands in scale_gap.
create table scale_stream (
    market_id      bigint   not null,
    device_id      bigint   not null,
    first_seq      bigint   not null comment '0: nothing has come yet',
    highest_seq    bigint   not null,
    highest_sha256 char(64) null comment 'of the message of the highest; null where it is to be looked up',
    chained_from   bigint   null comment 'the lowest number that told a hash of the one before it: from there on each must',
    primary key (market_id, device_id)
);

-- Numbers that a scale has skipped. Which of them are still missing is asked of scale_weighing.
create table scale_gap (
    market_id bigint      not null,
    device_id bigint      not null,
    from_seq  bigint      not null,
    to_seq    bigint      not null,
    missing   bigint      not null,
    since     datetime(3) not null,
    healed_at datetime(3) null comment 'when the last of them had come',
    primary key (market_id, device_id, from_seq)
);

-- Sales whose hash is not that of the sale before them.
create table scale_break (
    market_id  bigint      not null,
    device_id  bigint      not null,
    device_seq bigint      not null,
    expected   char(64)    null comment 'of the sale before it; null where a hash was told before and is left out here',
    told       char(64)    null,
    found_at   datetime(3) not null,
    primary key (market_id, device_id, device_seq)
);

-- What a scale told and was refused; the same again counts up.
create table scale_refusal (
    market_id      bigint       not null,
    device_id      bigint       not null,
    device_seq     bigint       not null,
    reason         varchar(20)  not null comment 'a word of the published protocol',
    message_sha256 char(64)     not null,
    words          varchar(200) not null,
    first_at       datetime(3)  not null,
    last_at        datetime(3)  not null,
    times          int          not null,
    primary key (market_id, device_id, device_seq, reason, message_sha256)
);

create table scale_market (
    market_id       bigint not null,
    abandon_minutes int    not null comment 'after which a weighing that nobody has paid is given up',
    primary key (market_id)
);

-- What scales have told until today: how far they are, and what is missing of it.
insert into scale_stream (market_id, device_id, first_seq, highest_seq)
select market_id, device_id, min(device_seq), max(device_seq)
  from scale_weighing
 where source = 'SALE' and message_sha256 is not null
 group by market_id, device_id;

insert into scale_gap (market_id, device_id, from_seq, to_seq, missing, since)
select market_id, device_id, device_seq + 1, next_seq - 1, next_seq - device_seq - 1, received_at
  from (select market_id, device_id, device_seq, received_at,
               lead(device_seq) over (partition by market_id, device_id order by device_seq) as next_seq
          from scale_weighing
         where source = 'SALE' and message_sha256 is not null) told
 where next_seq > device_seq + 1;
