-- What channels sent, byte for byte, for disputes; and how often something that called itself a notice was refused.

create table channel_raw_notice (
    market_id   bigint       not null comment '0 where no market can be told',
    notice_id   bigint       not null,
    channel     varchar(20)  not null,
    account_id  bigint       not null comment 'at whose address it came in; 0: the environment''s contract',
    order_no    bigint       null comment 'the order that it names, if it is one of ours',
    verdict     varchar(20)  not null comment 'PAID, REFUNDED, OTHER, or why it was refused: SIGNATURE, STALE, PROBE, MALFORMED, NOT_FOR_US',
    sender      varchar(45)  not null comment 'IP address',
    received_at datetime(3)  not null,
    sealed      mediumblob   not null comment 'headers and body under the product''s secret key',
    primary key (market_id, notice_id),
    key channel_raw_notice_by_order (market_id, order_no)
);

-- Not a tenant's table: what is refused mostly tells no market.
create table channel_refusal (
    hour_at   datetime    not null comment 'UTC',
    market_id bigint      not null comment '0 where no market can be told',
    channel   varchar(20) not null,
    reason    varchar(20) not null,
    refusals  bigint      not null,
    primary key (hour_at, market_id, channel, reason)
);
