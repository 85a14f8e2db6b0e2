-- Money given back: asked for once, done once, and told by the channel or by asking it.

create table payment_refund (
    market_id      bigint       not null,
    refund_no      bigint       not null comment 'printed with the market as OrderNumber',
    request_id     varchar(64)  not null comment 'asked for twice, it is one refund',
    order_no       bigint       null comment 'the order, or',
    suspense_id    bigint       null comment 'the money in suspense that it gives back',
    stall_id       bigint       not null comment '0 where no stall can be told',
    vendor_id      bigint       not null,
    channel        varchar(20)  not null,
    channel_txn    varchar(64)  not null comment 'the channel''s number of the charge',
    merchant_no    varchar(40)  not null,
    charged_fen    bigint       not null,
    amount_fen     bigint       not null,
    reason         varchar(80)  not null,
    state          varchar(20)  not null comment 'ASKED: its sum is held back and the channel may have it; DONE, FAILED',
    asked_by       bigint       null comment 'the person; null for a refund made at the channel''s own desk',
    created_at     datetime(3)  not null,
    asked_at       datetime(3)  null comment 'when the channel was last asked for or about it',
    asks           int          not null,
    channel_refund varchar(64)  null,
    words          varchar(200) not null comment 'why it failed or stands still, as the channel says it',
    done_at        datetime(3)  null comment 'by the channel''s clock',
    booked_at      datetime(3)  null,
    business_date  date         null,
    primary key (market_id, refund_no),
    unique key payment_refund_by_request (market_id, request_id),
    key payment_refund_by_order (market_id, order_no),
    key payment_refund_by_suspense (market_id, suspense_id),
    key payment_refund_by_state (market_id, state, created_at),
    key payment_refund_by_day (market_id, business_date, stall_id)
);

alter table payment_hour
    add column refunds    int    not null default 0,
    add column refund_fen bigint not null default 0;

alter table payment_suspense
    add column ended_at  datetime(3) null comment 'when it was refunded or assigned',
    add column ended_by  bigint      null,
    add column vendor_id bigint      null comment 'to whom it was assigned',
    add key payment_suspense_by_state (market_id, state, booked_at);

-- A second secret of those who move money; asked for at each refund.
create table identity_pin (
    user_id      bigint       not null,
    pin_hash     varchar(100) not null,
    failures     int          not null comment 'wrong tries in a row',
    locked_until datetime(3)  null,
    set_at       datetime(3)  not null,
    primary key (user_id)
);
