-- A vendor's application to become a sub-merchant of a channel (小微进件), and every step that it took.

create table channel_application (
    market_id      bigint       not null,
    application_id bigint       not null comment 'also our number of it at the channel',
    vendor_id      bigint       not null,
    channel        varchar(20)  not null comment 'WECHAT, ALIPAY, UNIONPAY',
    state          varchar(20)  not null comment 'DRAFT, SUBMITTED, AUDITING, TO_BE_SIGNED, FINISHED, REJECTED',
    shop_name      varchar(60)  not null,
    owner_masked   varchar(40)  not null,
    id_no_masked   varchar(40)  not null,
    card_no_masked varchar(40)  not null,
    phone_masked   varchar(40)  not null,
    sealed         blob         not null comment 'the personal data in clear, as one JSON text under the product''s secret key',
    reason         varchar(500) not null comment 'why it was rejected, in the channel''s words; empty otherwise',
    merchant_no    varchar(40)  null comment 'given when FINISHED',
    version        bigint       not null,
    created_at     datetime(3)  not null,
    changed_at     datetime(3)  not null,
    primary key (market_id, application_id),
    key channel_application_by_vendor (market_id, vendor_id)
);

create table channel_application_step (
    market_id      bigint       not null,
    application_id bigint       not null,
    step_no        int          not null,
    state          varchar(20)  not null,
    note           varchar(500) not null,
    at             datetime(3)  not null,
    who            varchar(60)  not null comment 'sign-in name',
    primary key (market_id, application_id, step_no)
);
