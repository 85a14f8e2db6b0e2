-- Markets, their zones and stalls, the vendors on them, and the plates that consumers scan.

create table market_market (
    market_id       bigint       not null,
    code            varchar(20)  not null comment 'in addresses and topics',
    name            varchar(60)  not null,
    kind            varchar(20)  not null comment 'FARMERS, NIGHT, WHOLESALE, SCENIC',
    address         varchar(200) not null,
    time_zone       varchar(40)  not null,
    day_cut_hour    int          not null comment 'local hour at which a business date ends, 0 to 23',
    complaint_phone varchar(30)  not null,
    state           varchar(20)  not null comment 'OPEN, CLOSED',
    primary key (market_id),
    unique key market_market_by_code (code)
);

create table market_zone (
    market_id bigint      not null,
    zone_id   bigint      not null,
    name      varchar(40) not null,
    position  int         not null comment 'walking order',
    primary key (market_id, zone_id)
);

create table market_vendor (
    market_id     bigint        not null,
    vendor_id     bigint        not null,
    trade_name    varchar(60)   not null comment 'what hangs over the stall',
    owner_masked  varchar(20)   not null comment 'the owner as shown before paying',
    owner_sealed  varbinary(400) not null comment 'AES-256-GCM, key id first',
    phone_sealed  varbinary(400) not null,
    phone_hash    binary(32)    not null comment 'keyed hash, to search by',
    phone_masked  varchar(20)   not null,
    category      varchar(20)   not null,
    licence_no    varchar(40)   not null,
    state         varchar(20)   not null comment 'ACTIVE, FROZEN, LEFT',
    created_at    datetime(3)   not null,
    primary key (market_id, vendor_id),
    key market_vendor_by_phone (market_id, phone_hash)
);

create table market_stall (
    market_id bigint      not null,
    stall_id  bigint      not null,
    zone_id   bigint      not null,
    stall_no  varchar(20) not null,
    vendor_id bigint      null comment 'who holds it now',
    position  int         not null comment 'walking order within the market',
    map_x     int         not null,
    map_y     int         not null,
    state     varchar(20) not null comment 'TRADING, VACANT, CLOSED',
    primary key (market_id, stall_id),
    unique key market_stall_by_no (market_id, stall_no),
    key market_stall_by_vendor (market_id, vendor_id)
);

-- One plate, one stall, one vendor; a plate is revoked when the stall changes hands, never re-used.
create table market_plate (
    market_id  bigint      not null,
    plate_id   bigint      not null,
    token      varchar(32) not null comment 'begins with the market, see PlateToken',
    serial     varchar(30) not null comment 'market, stall, number of the stall''s plate',
    stall_id   bigint      not null,
    vendor_id  bigint      not null,
    state      varchar(20) not null comment 'ACTIVE, REVOKED',
    bound_at   datetime(3) not null,
    revoked_at datetime(3) null,
    primary key (market_id, plate_id),
    unique key market_plate_by_token (market_id, token),
    key market_plate_by_stall (market_id, stall_id)
);
