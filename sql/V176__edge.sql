-- Which scales are read by a market's PC beside them (the edge) instead of by the product itself.

alter table device_device
    add column edge_id bigint null comment 'scales: the device of kind EDGE that keeps the link; null: the product itself',
    add key device_device_by_edge (market_id, edge_id);
