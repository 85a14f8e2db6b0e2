-- Cash that vendors take at their stalls: told for the sake of the day's totals; it never passes a channel.

insert into ledger_chart (kind, class, normal_side, says) values
('cash_with_vendor', 'ASSET', 'DEBIT', 'cash that the vendor took at the stall and keeps; nobody settles it'),
('cash_sales', 'INCOME', 'CREDIT', 'the vendor''s own sales for cash; no part of the market''s or the bank''s income');

-- One row a tap on "cash": the same tap told twice is one sale.
create table payment_cash (
    market_id  bigint      not null,
    request_id varchar(40) not null comment 'made by the page that was tapped',
    order_no   bigint      not null,
    vendor_id  bigint      not null,
    user_id    bigint      not null comment 'who tapped',
    taken_at   datetime(3) not null,
    primary key (market_id, request_id)
);
