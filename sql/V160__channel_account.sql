-- Contracts with channels that are kept in the product: the bank's own, and those of single markets.

create table channel_account (
    market_id      bigint         not null comment '0: the bank''s, for every market without an active one of its own',
    account_id     bigint         not null,
    channel        varchar(20)    not null comment 'WECHAT, ALIPAY, UNIONPAY',
    name           varchar(60)    not null comment 'what people call it',
    state          varchar(20)    not null comment 'DRAFT, ACTIVE, STOPPED',
    active_channel varchar(20)    null comment 'the channel while ACTIVE, else null',
    sealed         mediumblob     not null comment 'the settings, keys included, as one JSON text under the product''s secret key',
    version        bigint         not null comment 'grows with every change; each node builds the channel anew then',
    changed_at     datetime(3)    not null,
    changed_by     varchar(60)    not null comment 'sign-in name',
    primary key (market_id, account_id),
    unique key channel_account_one_active (market_id, active_channel)
);

-- A sub-merchant number belongs to one contract: what was charged under it is asked about and given back there.
alter table channel_directory
    add column account_id bigint not null default 0 comment 'channel_account; 0: the contract of the environment';
