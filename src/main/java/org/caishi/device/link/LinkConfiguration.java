/** Puts the links together. */
package org.caishi.device.link;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.caishi.device.DeviceRegistered;
import org.caishi.device.DeviceSignature;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.WireUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Configuration
class LinkConfiguration {
    private static final Duration FIRST_TRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    @Bean
    Sessions deviceSessions() {
        return new Sessions();
    }

    @Bean
    LinkRunner linkRunner(
            ObjectProvider<WireUser> users, Sessions sessions, LinkBoard board, Devices devices, InstantSource clock) {
        return new LinkRunner(() -> users.orderedStream().toList(), sessions, board, devices, clock);
    }

    @Bean
    Greeter greeter(Devices devices, DeviceSignature signatures, LinkRunner runner) {
        return new Greeter(devices, signatures, runner);
    }

    @Bean
    TcpDoor tcpDoor(
            @Value("${caishi.scale.port}") int port,
            Greeter greeter,
            LinkRunner runner,
            LinkBoard board,
            MeterRegistry meters,
            InstantSource clock) {
        return new TcpDoor(port, TcpDoor.Limits.USUAL, greeter, runner, new DoorBook(board, meters, clock));
    }

    @Bean
    LinkKeeper linkKeeper(
            Devices devices,
            Greeter greeter,
            TcpDoor door,
            Sessions sessions,
            LinkRunner runner,
            LinkBoard board,
            InstantSource clock) {
        return new LinkKeeper(
                devices,
                greeter,
                door,
                sessions,
                runner,
                board,
                Map.of(LinkKind.TCP_OUT, new TcpCable(), LinkKind.SERIAL, new SerialCable()),
                () -> new Backoff(FIRST_TRY, LONGEST_WAIT, RandomGenerator.getDefault()),
                clock);
    }

    /** Hears of registrations when they are committed. */
    @Component
    static class Registrations {
        private final LinkKeeper keeper;

        Registrations(LinkKeeper keeper) {
            this.keeper = keeper;
        }

        @TransactionalEventListener(fallbackExecution = true)
        void changed(DeviceRegistered event) {
            keeper.look();
        }
    }
}
