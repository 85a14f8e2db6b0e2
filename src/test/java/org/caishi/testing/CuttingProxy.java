/** Stands between pool and server, and cuts the line when it sees a COMMIT: behind it or before it. */
package org.caishi.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final HikariDataSource real;
    private final int server;
    private final boolean commitArrives;
    private volatile boolean cut;

    /**
     * @param real the product's own pool
     * @param commitArrives whether the server still gets the COMMIT whose answer is lost
     */
    public CuttingProxy(HikariDataSource real, boolean commitArrives) throws IOException {
        this.real = real;
        this.server = Integer.parseInt(real.getJdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        this.commitArrives = commitArrives;
        Thread.ofVirtual().start(this::accept);
    }

    /** A small pool of its own, to the same schema, through here. */
    public HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(real.getJdbcUrl().replace(":" + server + "/", ":" + door.getLocalPort() + "/"));
        pool.setUsername(real.getUsername());
        pool.setPassword(real.getPassword());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(1);
        return pool;
    }

    public void cutAtNextCommit() {
        cut = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> pump(client, upstream, true));
                Thread.ofVirtual().start(() -> pump(upstream, client, false));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void pump(Socket from, Socket to, boolean towardsServer) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean commit = towardsServer
                        && cut
                        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT");
                if (commit) {
                    cut = false;
                    from.close();
                    if (commitArrives) {
                        out.write(buffer, 0, read);
                        out.flush();
                        // The server answers into a line that nobody reads any more.
                        to.shutdownOutput();
                    }
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException cutOff) {
            // Either end has gone; both are closed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
