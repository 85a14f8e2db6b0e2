-- How a payment is split, and what each business day came to.

create table settlement_rule (
    market_id       bigint      not null,
    rule_id         bigint      not null comment 'a new version is a new row',
    scope           varchar(20) not null comment 'MARKET, ZONE, CATEGORY, VENDOR: the narrowest wins',
    scope_key       varchar(40) not null comment 'empty, or the zone, category or vendor',
    commission_bp   int         not null comment 'the market''s share of the amount, basis points',
    channel_fee_bp  int         not null comment 'what the channel keeps, basis points',
    fee_payer       varchar(20) not null comment 'VENDOR, or MARKET: a subsidy, still booked',
    valid_from      date        not null,
    valid_to        date        null comment 'last day, inclusive',
    primary key (market_id, rule_id),
    key settlement_rule_by_scope (market_id, scope, scope_key, valid_from)
);

-- Who got what of one payment (or gave what back of one refund); the lines of a source add up to its amount.
create table settlement_share (
    market_id     bigint      not null,
    source_no     bigint      not null comment 'the order, or the refund',
    line_no       int         not null,
    kind          varchar(20) not null comment 'PAYMENT, REFUND',
    order_no      bigint      not null,
    stall_id      bigint      not null,
    vendor_id     bigint      not null,
    party         varchar(20) not null comment 'VENDOR, MARKET, CHANNEL; SUBSIDY: the fee that the market bears, negative',
    amount_fen    bigint      not null,
    business_date date        not null,
    primary key (market_id, source_no, line_no),
    key settlement_share_by_day (market_id, business_date, stall_id, vendor_id)
);

-- The books of a market are open for every date after closed_through. Bookings lock this row, so does the close.
create table settlement_calendar (
    market_id      bigint not null,
    closed_through date   not null,
    primary key (market_id)
);

create table settlement_day (
    market_id      bigint      not null,
    business_date  date        not null,
    closed_at      datetime(3) not null,
    payments       int         not null,
    gross_fen      bigint      not null,
    refund_fen     bigint      not null,
    fee_fen        bigint      not null,
    commission_fen bigint      not null,
    net_fen        bigint      not null,
    primary key (market_id, business_date)
);

create table settlement_statement (
    market_id      bigint      not null,
    business_date  date        not null,
    stall_id       bigint      not null,
    vendor_id      bigint      not null,
    statement_id   bigint      not null,
    payments       int         not null,
    gross_fen      bigint      not null comment 'paid by consumers',
    refund_fen     bigint      not null,
    fee_fen        bigint      not null comment 'channel fee borne by the vendor',
    subsidy_fen    bigint      not null comment 'channel fee borne by the market for the vendor',
    commission_fen bigint      not null comment 'the market''s share',
    net_fen        bigint      not null comment 'gross - refund - fee - commission',
    primary key (market_id, business_date, stall_id, vendor_id),
    key settlement_statement_by_vendor (market_id, vendor_id, business_date)
);
