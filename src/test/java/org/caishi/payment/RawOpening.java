/** The limit for the checkout: the rows of new orders by plain JDBC batches. */
package org.caishi.payment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

final class RawOpening extends RawJdbc {
    RawOpening(DataSource database) {
        super(database);
    }

    @Override
    void batch(Connection connection, List<PaymentOrder> orders) throws SQLException {
        run(connection, orders, """
                insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, channel, scene, merchant_no,
                       amount_fen, rule_id, state, created_at, expires_at, asks, refunded_fen)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, 0, 0)
                """, (row, order) -> bindOrder(row, order));
    }
}
