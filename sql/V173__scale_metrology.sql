-- What the law asks of scales: their particulars, verifications, the fair scale; and the goods sent to scales.

-- The particulars of a scale beyond what its link needs; the same key as its device.
create table scale_register (
    market_id           bigint       not null,
    device_id           bigint       not null,
    factory_no          varchar(40)  not null comment 'the maker''s number on the name plate',
    software_version    varchar(40)  not null,
    approval_no         varchar(40)  not null comment 'type approval',
    max_grams           bigint       not null comment '0: not known',
    min_grams           bigint       not null comment '0: not known',
    interval_milligrams bigint       not null comment 'verification interval; 0: not known',
    accuracy_class      varchar(10)  not null comment 'III as a rule',
    cycle_months        int          not null comment 'from one verification to the next',
    fair                boolean      not null comment 'a fair scale of the market',
    verified_on         date         null comment 'the youngest row of scale_verification, as the four below',
    valid_until         date         null comment 'the last day on which the verification holds',
    certificate_no      varchar(40)  not null,
    verified_by         varchar(80)  not null,
    seal_no             varchar(40)  not null,
    changed_at          datetime(3)  not null,
    changed_by          varchar(60)  not null,
    primary key (market_id, device_id)
);

-- Append-only: every verification that was entered.
create table scale_verification (
    market_id       bigint      not null,
    verification_id bigint      not null,
    device_id       bigint      not null,
    verified_on     date        not null,
    valid_until     date        not null,
    certificate_no  varchar(40) not null,
    verified_by     varchar(80) not null,
    seal_no         varchar(40) not null,
    entered_at      datetime(3) not null,
    entered_by      varchar(60) not null,
    primary key (market_id, verification_id),
    key scale_verification_by_device (market_id, device_id, verified_on)
);

-- Append-only: weighings by a scale that had no valid verification then, as the register stood when they were stored.
create table scale_unverified (
    market_id     bigint not null,
    weighing_id   bigint not null,
    device_id     bigint not null,
    business_date date   not null,
    valid_until   date   null comment 'when the verification had ended; null: none was known',
    primary key (market_id, weighing_id),
    key scale_unverified_by_day (market_id, business_date)
);

-- Append-only: what the fair scale said of goods that had been sold.
create table scale_reweigh (
    market_id        bigint       not null,
    reweigh_id       bigint       not null,
    weighing_id      bigint       not null,
    line_no          int          not null,
    order_no         bigint       null,
    stall_id         bigint       not null,
    vendor_id        bigint       not null,
    sold_device_id   bigint       not null comment '0 where no scale was used',
    weighed_at       datetime(3)  not null,
    name             varchar(40)  not null,
    fen_per_kg       bigint       not null,
    amount_fen       bigint       not null,
    settled_grams    bigint       not null,
    actual_grams     bigint       not null,
    actual_source    varchar(20)  not null comment 'LIVE: read from the fair scale; TYPED: by hand',
    fair_device_id   bigint       not null,
    fair_state       varchar(20)  not null comment 'the day''s check then: PASSED, FAILED, UNCHECKED',
    fair_valid_until date         null,
    kind             varchar(20)  not null,
    class_by_kind    varchar(20)  not null comment 'the class''s number and grams, e.g. 1:20; OUTSIDE_TABLE, EXEMPT, NO_CLASS',
    class_by_price   varchar(20)  not null,
    basis            varchar(20)  not null comment 'KIND, PRICE',
    method           varchar(20)  not null comment 'SAME, EQUAL',
    limit_grams      bigint       not null comment 'with the method taken into account',
    outcome          varchar(20)  not null comment 'WITHIN, OVER, OUTSIDE_TABLE, EXEMPT',
    compensation_fen bigint       not null comment 'what the law names where fraud is found; for information',
    rule_version     varchar(40)  not null,
    remark           varchar(200) not null,
    reweighed_at     datetime(3)  not null,
    business_date    date         not null,
    reweighed_by     varchar(60)  not null,
    primary key (market_id, reweigh_id),
    key scale_reweigh_by_day (market_id, business_date),
    key scale_reweigh_by_weighing (market_id, weighing_id)
);

-- Append-only: the daily check of a fair scale.
create table scale_fair_check (
    market_id          bigint       not null,
    check_id           bigint       not null,
    device_id          bigint       not null,
    business_date      date         not null,
    readings_grams     varchar(60)  not null comment 'with commas between',
    spread_grams       bigint       not null,
    allowed_milligrams bigint       not null,
    passed             boolean      not null,
    rule_version       varchar(80)  not null comment 'of the check and of the error',
    checked_at         datetime(3)  not null,
    checked_by         varchar(60)  not null,
    primary key (market_id, check_id),
    key scale_fair_check_by_day (market_id, device_id, business_date)
);

-- Goods and prices on their way to a scale. A younger row of the same goods supersedes what still waits.
create table scale_push (
    market_id   bigint       not null,
    push_id     bigint       not null,
    device_id   bigint       not null,
    good_id     bigint       not null,
    plu         int          not null,
    name        varchar(40)  not null,
    fen_per_kg  bigint       not null,
    state       varchar(20)  not null comment 'PENDING, DONE, FAILED, SUPERSEDED',
    tries       int          not null,
    reason      varchar(30)  not null comment 'why the last try did not succeed',
    detail      varchar(200) not null comment 'what the scale said instead',
    next_at     datetime(3)  not null,
    asked_by    varchar(60)  not null,
    created_at  datetime(3)  not null,
    ended_at    datetime(3)  null,
    primary key (market_id, push_id),
    key scale_push_by_good (market_id, device_id, good_id, push_id),
    key scale_push_waiting (market_id, device_id, state, next_at)
);

alter table catalog_price
    add column changed_by varchar(60) not null default '' comment 'sign-in name; empty where the product or an older version wrote it',
    add key catalog_price_by_time (market_id, since);
