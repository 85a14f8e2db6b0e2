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
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** An interceptor of the broker's does not see what could not be decoded, so it stands before the broker's handler. */
final class Gauge extends ChannelInboundHandlerAdapter {
    private static final String NAME = "caishi-gauge";

    private final String serial;
    private final DeviceLimits limits;
    private boolean cut;

    private Gauge(String serial, DeviceLimits limits) {
        this.serial = serial;
        this.limits = limits;
    }

    /** Called on the connection's own thread, with its first message. */
    static void put(RemotingConnection connection, String serial, DeviceLimits limits) {
        if (connection.getTransportConnection() instanceof NettyConnection netty) {
            Channel channel = netty.getNettyChannel();
            ChannelHandlerContext broker = channel.pipeline().context(MQTTProtocolHandler.class);
            if (broker != null && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addBefore(broker.name(), NAME, new Gauge(serial, limits));
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
