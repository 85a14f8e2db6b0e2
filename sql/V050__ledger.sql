-- Double entry, append-only. The application's user may insert and read journals and entries, never change them.

create table ledger_account (
    market_id  bigint      not null,
    account_id bigint      not null,
    code       varchar(60) not null comment 'kind, or kind:owner',
    kind       varchar(30) not null comment 'a row of ledger_chart',
    owner_id   bigint      not null comment 'vendor, or 0 where the market owns it',
    opened_at  datetime(3) not null,
    primary key (market_id, account_id),
    unique key ledger_account_by_code (market_id, code)
);

-- The chart of accounts: the same for every market, so it is no tenant table.
create table ledger_chart (
    kind        varchar(30)  not null,
    class       varchar(20)  not null comment 'ASSET, LIABILITY, INCOME, EXPENSE',
    normal_side varchar(10)  not null comment 'DEBIT or CREDIT',
    says        varchar(200) not null,
    primary key (kind)
);

insert into ledger_chart (kind, class, normal_side, says) values
('channel_receivable', 'ASSET', 'DEBIT', 'what a channel has taken from consumers and has still to settle'),
('vendor_payable', 'LIABILITY', 'CREDIT', 'what the channel owes the vendor, mirrored'),
('market_commission', 'INCOME', 'CREDIT', 'the market''s share, instructed out of the vendor''s money'),
('platform_commission', 'INCOME', 'CREDIT', 'the bank''s share'),
('channel_fee', 'LIABILITY', 'CREDIT', 'fees that the channel keeps'),
('fee_subsidy', 'EXPENSE', 'DEBIT', 'fees that the market or the bank bears for a vendor'),
('suspense', 'LIABILITY', 'CREDIT', 'genuine money that belongs to no order: owed back until it is assigned or refunded');

create table ledger_journal (
    market_id     bigint       not null,
    journal_id    bigint       not null,
    business_key  varchar(80)  not null comment 'posting the same thing twice is refused here',
    kind          varchar(30)  not null,
    business_date date         not null,
    posted_at     datetime(3)  not null,
    primary key (market_id, journal_id),
    unique key ledger_journal_by_key (market_id, business_key)
);

-- Debit is positive, credit negative; the lines of a journal add up to zero.
create table ledger_entry (
    market_id     bigint not null,
    journal_id    bigint not null,
    line_no       int    not null,
    account_id    bigint not null,
    amount_fen    bigint not null,
    business_date date   not null,
    primary key (market_id, journal_id, line_no),
    key ledger_entry_by_account (market_id, account_id, business_date, amount_fen)
);
