/** Decides who a device that dials in is: by the address it comes from, or by its first line. */
package org.caishi.device.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceSignature;
import org.caishi.device.DeviceSignature.Verdict;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkedDevices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Greeter {
    private static final Logger LOG = LoggerFactory.getLogger(Greeter.class);

    private final LinkedDevices devices;
    private final DeviceSignature signatures;
    private final LinkRunner runner;
    private volatile Map<String, Device> byAddress = Map.of();

    Greeter(LinkedDevices devices, DeviceSignature signatures, LinkRunner runner) {
        this.devices = devices;
        this.signatures = signatures;
        this.runner = runner;
    }

    /** The answer to a first line. */
    sealed interface Greeting {
        record Welcome(Device device) implements Greeting {}

        /**
         * The reason is one word that the device is told.
         *
         * @param serial as it said; empty when that could not be read
         * @param device the registered one with this serial; null when there is none
         */
        record Refused(
                String reason, String serial, @Nullable Device device) implements Greeting {}
    }

    /** Takes over which devices are known by their address: {@code ip} or {@code ip:port}. */
    void know(List<Device> linked) {
        Map<String, Device> known = new HashMap<>();
        for (Device device : linked) {
            if (device.link() == LinkKind.TCP_IN && !device.address().isBlank()) {
                Optional<String> address = canonical(device.address().strip());
                if (address.isEmpty()) {
                    LOG.warn("{} is bound to {}, which is no ip or ip:port", device.serial(), device.address());
                } else {
                    known.put(address.get(), device);
                }
            }
        }
        byAddress = Map.copyOf(known);
    }

    /** The device that is bound to where a connection comes from; the one with the port is nearer. */
    Optional<Device> at(InetSocketAddress remote) {
        Map<String, Device> known = byAddress;
        String ip = remote.getAddress().getHostAddress();
        Device exact = known.get(ip + " " + remote.getPort());
        return Optional.ofNullable(exact == null ? known.get(ip) : exact);
    }

    Greeting greet(String line) {
        return Handshake.parse(line).map(this::greet).orElse(new Greeting.Refused("line", "", null));
    }

    private Greeting greet(Handshake handshake) {
        Optional<Device> known = devices.bySerial(handshake.serial());
        if (known.isEmpty()) {
            return new Greeting.Refused("device", handshake.serial(), null);
        }
        Device device = known.get();
        Verdict verdict = signatures.verify(device, handshake.proof(), List.of(handshake.signed()));
        if (verdict != Verdict.GOOD) {
            return new Greeting.Refused(verdict.word(), device.serial(), device);
        }
        boolean spoken = handshake.protocol().equals(device.protocol())
                && runner.speaker(device).isPresent();
        return spoken ? new Greeting.Welcome(device) : new Greeting.Refused("protocol", device.serial(), device);
    }

    private static Optional<String> canonical(String address) {
        int colon = address.lastIndexOf(':');
        boolean withPort = colon > 0 && (address.indexOf(':') == colon || address.charAt(colon - 1) == ']');
        String ip = (withPort ? address.substring(0, colon) : address).replaceAll("[\\[\\]]", "");
        String port = withPort ? address.substring(colon + 1) : "";
        try {
            String host = InetAddress.ofLiteral(ip).getHostAddress();
            return port.isEmpty()
                    ? Optional.of(host)
                    : Optional.of(port).filter(p -> p.matches("\\d{1,5}")).map(p -> host + " " + p);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
