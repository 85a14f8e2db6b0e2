/** Opens serial ports, under whatever name they have just now, with the line's settings from the registry. */
package org.caishi.device.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.util.Locale;
import org.caishi.device.Device;
import org.caishi.device.Wire;

/** Settings: {@code baud} 9600, {@code bits} 8, {@code parity} none|even|odd, {@code stop} 1. */
final class SerialCable implements Cable {
    private final PortFinder ports;

    SerialCable() {
        this(new PortFinder());
    }

    SerialCable(PortFinder ports) {
        this.ports = ports;
    }

    @Override
    public Wire plugIn(Device device) throws IOException {
        try {
            String path = ports.find(device.address());
            SerialPort port = SerialPort.getCommPort(path);
            port.setComPortParameters(
                    device.setting("baud", 9_600, 50, 4_000_000),
                    device.setting("bits", 8, 5, 8),
                    device.setting("stop", 1, 1, 2) == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
                    parity(device.settings().getOrDefault("parity", "none")));
            return SerialWire.open(port, path);
        } catch (SerialPortInvalidPortException missing) {
            throw new IOException("no serial port " + device.address(), missing);
        }
    }

    private static int parity(String name) throws IOException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> SerialPort.NO_PARITY;
            case "even" -> SerialPort.EVEN_PARITY;
            case "odd" -> SerialPort.ODD_PARITY;
            default -> throw new IOException("no parity: " + name);
        };
    }
}
