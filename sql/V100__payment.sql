-- Orders, the evidence that they were paid, money that belongs to nobody yet, and the hour's totals.

create table payment_order (
    market_id     bigint      not null,
    order_no      bigint      not null comment 'printed with the market as OrderNumber',
    stall_id      bigint      not null,
    vendor_id     bigint      not null,
    plate_id      bigint      not null,
    weighing_id   bigint      null,
    channel       varchar(20) not null,
    scene         varchar(20) not null comment 'JSAPI, NATIVE',
    merchant_no   varchar(40) not null comment 'the sub-merchant it was ordered for',
    amount_fen    bigint      not null,
    rule_id       bigint      not null comment 'the split rule in force when it was ordered',
    state         varchar(20) not null comment 'WAITING, PAID, PART_REFUNDED, REFUNDED, CLOSED',
    created_at    datetime(3) not null,
    expires_at    datetime(3) not null,
    asked_at      datetime(3) null comment 'when the channel was last asked about it',
    asks          int         not null,
    channel_txn   varchar(64) null,
    paid_at       datetime(3) null comment 'by the channel''s clock',
    booked_at     datetime(3) null,
    business_date date        null,
    refunded_fen  bigint      not null,
    primary key (market_id, order_no),
    key payment_order_silent (market_id, state, created_at),
    key payment_order_by_day (market_id, business_date, stall_id),
    key payment_order_by_stall (market_id, stall_id, created_at),
    key payment_order_by_weighing (market_id, weighing_id)
);

-- Every genuine notice (or answer to a query) about money, with what was made of it.
create table payment_notice (
    market_id   bigint       not null,
    notice_id   bigint       not null,
    channel     varchar(20)  not null,
    channel_txn varchar(64)  not null,
    order_no    bigint       null,
    source      varchar(20)  not null comment 'NOTICE, QUERY, BILL',
    amount_fen  bigint       not null,
    received_at datetime(3)  not null,
    outcome     varchar(40)  not null comment 'BOOKED, or why it is owed back',
    primary key (market_id, notice_id),
    key payment_notice_by_order (market_id, order_no)
);

-- Money that really came but has no order to go to: owed back until it is refunded or assigned by hand.
create table payment_suspense (
    market_id   bigint       not null comment '0 where no market can be told',
    suspense_id bigint       not null,
    channel     varchar(20)  not null,
    channel_txn varchar(64)  not null,
    order_text  varchar(64)  not null comment 'the order number as the channel said it',
    merchant_no varchar(40)  not null,
    amount_fen  bigint       not null,
    reason      varchar(30)  not null comment 'ORDER_CLOSED, ORDER_UNKNOWN, SECOND_CHARGE, WRONG_AMOUNT, WRONG_CURRENCY',
    state       varchar(20)  not null comment 'OWED_BACK, REFUNDED, ASSIGNED',
    booked_at   datetime(3)  not null,
    business_date date       not null,
    primary key (market_id, suspense_id),
    unique key payment_suspense_by_txn (market_id, channel, channel_txn)
);

-- One row a stall, hour and channel: what the dashboards add up.
create table payment_hour (
    market_id     bigint      not null,
    business_date date        not null,
    stall_id      bigint      not null,
    hour_of_day   int         not null comment 'local hour of the payment',
    channel       varchar(20) not null,
    payments      int         not null,
    amount_fen    bigint      not null,
    primary key (market_id, business_date, stall_id, hour_of_day, channel)
);
