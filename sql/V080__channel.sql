-- Each vendor is a sub-merchant of the channel; its money goes there and nowhere else.

create table channel_merchant (
    market_id   bigint      not null,
    vendor_id   bigint      not null,
    channel     varchar(20) not null comment 'WECHAT, ALIPAY, UNIONPAY',
    merchant_no varchar(40) not null comment 'sub_mchid and its like',
    state       varchar(20) not null comment 'ACTIVE, STOPPED',
    primary key (market_id, vendor_id, channel)
);

-- Finds the market of a sub-merchant that a notice names; not a tenant table.
create table channel_directory (
    channel     varchar(20) not null,
    merchant_no varchar(40) not null,
    market_id   bigint      not null,
    vendor_id   bigint      not null,
    primary key (channel, merchant_no)
);
