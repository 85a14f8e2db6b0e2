/** Finds the port that a device's address means, anew at each try: plugged in again, an adapter may have another name. */
package org.caishi.device.link;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * An address is a path; or a path whose last part has {@code *} for what may change; or {@code usb:} and the serial number
 * of the adapter. Two ports that fit are none: which scale hangs on which must never be a matter of chance.
 */
final class PortFinder {
    private static final Path BY_ID = Path.of("/dev/serial/by-id");
    private static final String USB = "usb:";

    private final Path byId;

    PortFinder() {
        this(BY_ID);
    }

    /** @param byId where Linux names adapters by maker, model and serial number */
    PortFinder(Path byId) {
        this.byId = byId;
    }

    String find(String address) throws IOException {
        if (address.startsWith(USB)) {
            return onlyOne(address, adapters(address.substring(USB.length())));
        }
        if (!address.contains("*")) {
            return address;
        }
        int slash = address.lastIndexOf('/');
        if (slash <= 0 || address.indexOf('*') < slash) {
            throw new IOException("only the last part of a port's path may have a *: " + address);
        }
        return onlyOne(address, matching(Path.of(address.substring(0, slash)), address.substring(slash + 1)));
    }

    /** Several names of one port are one port. */
    private static Set<String> matching(Path folder, String pattern) throws IOException {
        Set<String> ports = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, escaped(pattern))) {
                for (Path port : found) {
                    if (Files.exists(port)) {
                        ports.add(port.toRealPath().toString());
                    }
                }
            } catch (InvalidPathException noPath) {
                throw new IOException("no serial port " + pattern, noPath);
            }
        }
        return ports;
    }

    /** The star alone stands for something. */
    private static String escaped(String pattern) {
        return pattern.replaceAll("([\\\\\\[\\]{}?])", "\\\\$1");
    }

    private Set<String> adapters(String serialNumber) throws IOException {
        if (serialNumber.isEmpty()) {
            throw new IOException("usb: and no serial number");
        }
        if (Files.isDirectory(byId)) {
            return matching(byId, "*_" + serialNumber.replace("*", "") + "-*");
        }
        Set<String> ports = new TreeSet<>();
        Arrays.stream(SerialPort.getCommPorts())
                .filter(port -> serialNumber.equals(port.getSerialNumber()))
                .map(SerialPort::getSystemPortPath)
                .forEach(ports::add);
        return ports;
    }

    private static String onlyOne(String address, Set<String> ports) throws IOException {
        if (ports.isEmpty()) {
            throw new IOException("no serial port " + address);
        }
        if (ports.size() > 1) {
            throw new IOException(ports.size() + " serial ports fit " + address + ": name one of " + ports);
        }
        return ports.iterator().next();
    }
}
