-- Every scale and speaker, its key and where it hangs.

create table device_device (
    market_id     bigint        not null,
    device_id     bigint        not null,
    serial        varchar(40)   not null,
    kind          varchar(20)   not null comment 'SCALE, SPEAKER',
    maker         varchar(40)   not null,
    model         varchar(40)   not null,
    protocol      varchar(30)   not null,
    link          varchar(20)   not null comment 'SERIAL, TCP_IN, TCP_OUT, MQTT, HTTP',
    address       varchar(120)  not null comment 'port path or host:port; empty when it dials in',
    settings      varchar(500)  not null comment 'name=value lines, see the protocol',
    stall_id      bigint        null,
    key_sealed    varbinary(200) not null,
    state         varchar(20)   not null comment 'ACTIVE, RETIRED',
    verified_until date         null comment 'scales: end of the verification',
    last_seen_at  datetime(3)   null comment 'exact to about a minute',
    battery       int           null comment 'per cent, as last reported',
    signal_dbm    int           null comment 'as last reported',
    firmware      varchar(40)   null comment 'as last reported',
    created_at    datetime(3)   not null,
    primary key (market_id, device_id),
    key device_device_by_stall (market_id, stall_id)
);

-- Finds the market of a device that says only its serial number; not a tenant table.
create table device_directory (
    serial    varchar(40) not null,
    market_id bigint      not null,
    device_id bigint      not null,
    primary key (serial)
);

-- Nonces seen within the freshness window; not a tenant table. A replay finds its row.
create table device_nonce (
    serial  varchar(40) not null,
    nonce   varchar(64) not null,
    seen_at datetime(3) not null,
    primary key (serial, nonce),
    key device_nonce_by_time (seen_at)
);
