/** Stands in a device's connection to the embedded broker and ends it when the device sends too much. */
package org.caishi.device.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQRemoteDisconnectException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** An interceptor of the broker's does not see what could not be decoded, so it stands before the broker's handler. */
final class Gauge extends ChannelInboundHandlerAdapter {
    private static final String NAME = "caishi-gauge";

    /** By then the broker has worked off what it had read of a connection that is gone. */
    private static final int GONE_SECONDS = 5;

    private final RemotingConnection connection;
    private final String serial;
    private final DeviceLimits limits;
    private boolean cut;

    private Gauge(RemotingConnection connection, String serial, DeviceLimits limits) {
        this.connection = connection;
        this.serial = serial;
        this.limits = limits;
    }

    /** Called on the connection's own thread, with its first message. */
    static void put(RemotingConnection connection, String serial, DeviceLimits limits) {
        if (connection.getTransportConnection() instanceof NettyConnection netty) {
            Channel channel = netty.getNettyChannel();
            ChannelHandlerContext broker = channel.pipeline().context(MQTTProtocolHandler.class);
            if (broker != null && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addBefore(broker.name(), NAME, new Gauge(connection, serial, limits));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (cut || message instanceof MqttMessage mqtt && !isFine(mqtt)) {
            cut = true; // what was read with it is one case, not many
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    /**
     * Artemis works off what it has read after the connection has ended, too: where that was the CONNECT, the session then
     * begins and never ends. So it is ended once more; for one that has ended that does nothing.
     */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        try {
            Future<?> _ = context.executor()
                    .schedule(
                            () -> connection.fail(new ActiveMQRemoteDisconnectException()),
                            GONE_SECONDS,
                            TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            // With the broker all sessions end.
        }
    }

    private boolean isFine(MqttMessage message) {
        DecoderResult read = message.decoderResult();
        if (read.isFailure()) {
            limits.unreadable(serial, read.cause() instanceof TooLongFrameException);
            return false;
        }
        return !(message instanceof MqttPublishMessage publish)
                || limits.allow(serial, publish.payload().readableBytes());
    }
}
