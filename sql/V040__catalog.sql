-- What a stall sells and for how much today.

create table catalog_good (
    market_id      bigint      not null,
    good_id        bigint      not null,
    vendor_id      bigint      not null,
    name           varchar(40) not null,
    category       varchar(20) not null,
    plu            int         not null comment 'number on the scale, 1 to 99999',
    fen_per_kg     bigint      not null,
    position       int         not null comment 'place among the vendor''s tiles and hot keys',
    state          varchar(20) not null comment 'ON_SALE, OFF',
    primary key (market_id, good_id),
    unique key catalog_good_by_plu (market_id, vendor_id, plu)
);

-- Append-only history of prices.
create table catalog_price (
    market_id  bigint      not null,
    good_id    bigint      not null,
    since      datetime(3) not null,
    fen_per_kg bigint      not null,
    primary key (market_id, good_id, since)
);
