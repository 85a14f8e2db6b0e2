/** Builds what an indicator with Modbus is asked. */
package org.caishi.scale.protocol;

import com.digitalpetri.modbus.Crc16;
import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.ModbusPdu;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

final class ModbusRequest {
    private static final int MBAP = 7;
    private static final int ROOM = 260;

    private ModbusRequest() {}

    /** Asks for the registers of a map: the same bytes each time, since one question is on the way at a time. */
    static byte[] weight(ModbusMap map) {
        int station = Math.max(1, map.station());
        byte[] pdu = pdu(
                map.function() == 4
                        ? new ReadInputRegistersRequest(map.address(), map.registers())
                        : new ReadHoldingRegistersRequest(map.address(), map.registers()));
        return map.tcp() ? tcp(station, pdu) : rtu(station, pdu);
    }

    private static byte[] pdu(ModbusPdu request) {
        ByteBuffer buffer = ByteBuffer.allocate(ROOM);
        try {
            DefaultRequestSerializer.INSTANCE.encode(request, buffer);
        } catch (ModbusException impossible) {
            throw new IllegalStateException("a read request is always writable", impossible);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] rtu(int station, byte[] pdu) {
        ByteBuffer frame = ByteBuffer.allocate(1 + pdu.length + 2).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) station).put(pdu);
        Crc16 crc = new Crc16();
        crc.update(ByteBuffer.wrap(frame.array(), 0, frame.position()));
        return frame.putShort((short) crc.getValue()).array();
    }

    private static byte[] tcp(int station, byte[] pdu) {
        ByteBuffer frame = ByteBuffer.allocate(MBAP + pdu.length);
        MbapHeader.Serializer.encode(new MbapHeader(1, 0, 1 + pdu.length, station), frame);
        return frame.put(pdu).array();
    }
}
