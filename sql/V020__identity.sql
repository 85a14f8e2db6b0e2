-- Who may sign in, and what they did with money and rights.

-- A person belongs to the platform (market_id and vendor_id null), to a market, or to a vendor of it.
create table identity_user (
    user_id       bigint       not null,
    sign_in_name  varchar(60)  not null,
    display_name  varchar(60)  not null,
    password_hash varchar(100) not null,
    role          varchar(20)  not null comment 'OPERATOR, MANAGER, CLERK, INSPECTOR, VENDOR',
    market_id     bigint       null,
    vendor_id     bigint       null,
    state         varchar(20)  not null comment 'ACTIVE, LOCKED',
    created_at    datetime(3)  not null,
    primary key (user_id),
    unique key identity_user_by_name (sign_in_name)
);

-- Append-only. market_id 0 is the platform itself.
create table identity_audit (
    market_id bigint       not null,
    audit_id  bigint       not null,
    at        datetime(3)  not null,
    user_id   bigint       null,
    who       varchar(60)  not null,
    action    varchar(60)  not null,
    subject   varchar(120) not null,
    detail    varchar(1000) not null,
    primary key (market_id, audit_id)
);
