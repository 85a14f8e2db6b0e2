-- Weighings: what a scale or a vendor says was sold, and whether it was paid.

create table scale_weighing (
    market_id     bigint      not null,
    weighing_id   bigint      not null,
    stall_id      bigint      not null,
    vendor_id     bigint      not null,
    device_id     bigint      not null comment '0 where no device was used',
    device_seq    bigint      not null comment 'the scale''s own number; the weighing''s id where the scale has none',
    source        varchar(20) not null comment 'TILE: stable weight and a product tile; SALE: complete sale by the scale; HAND: typed',
    total_fen     bigint      not null,
    state         varchar(20) not null comment 'WAITING, PAID, ABANDONED, CASH, VOID',
    weighed_at    datetime(3) not null comment 'the scale''s time where it has one',
    received_at   datetime(3) not null,
    business_date date        not null,
    order_no      bigint      null,
    settled_at    datetime(3) null comment 'when it left WAITING',
    message_sha256 char(64)   null comment 'of the message of a complete sale: the same number with other content is refused',
    primary key (market_id, weighing_id),
    unique key scale_weighing_by_device (market_id, device_id, device_seq),
    key scale_weighing_waiting (market_id, stall_id, state, weighed_at),
    key scale_weighing_open (market_id, state, received_at),
    key scale_weighing_by_day (market_id, business_date, stall_id)
);

create table scale_weighing_item (
    market_id       bigint      not null,
    weighing_id     bigint      not null,
    line_no         int         not null,
    good_id         bigint      null,
    plu             int         not null,
    name            varchar(40) not null,
    net_grams       bigint      not null,
    tare_grams      bigint      not null,
    fen_per_kg      bigint      not null,
    amount_fen      bigint      not null,
    flags           varchar(200) not null default '' comment 'as the scale says, with blanks between: piece, manual, offline, discount',
    primary key (market_id, weighing_id, line_no)
);
