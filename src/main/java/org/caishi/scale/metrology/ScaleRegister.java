/** The register of a market's scales: their particulars, their verifications, and which of them is the fair scale. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceChange;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.ShortMemory;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ScaleRegister {
    private final RegisterRows rows;
    private final Devices devices;
    private final AuditTrail audit;
    private final Ids ids;
    private final Transactions transactions;
    private final InstantSource clock;

    /** Asked for every weighing. */
    private final ShortMemory<Key, Optional<LocalDate>> validUntil;

    ScaleRegister(
            RegisterRows rows,
            Devices devices,
            AuditTrail audit,
            Ids ids,
            Transactions transactions,
            InstantSource clock) {
        this.rows = rows;
        this.devices = devices;
        this.audit = audit;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
        this.validUntil = new ShortMemory<>(clock);
    }

    /**
     * One scale in use.
     *
     * @throws NotFound when the market has no such scale
     */
    RegisteredScale byId(long marketId, long deviceId) {
        Device device = devices.byId(marketId, deviceId);
        if (device.kind() != DeviceKind.SCALE) {
            throw new NotFound("scale " + deviceId);
        }
        return new RegisteredScale(device, particulars(marketId, deviceId));
    }

    /** The market's fair scales in use. */
    List<RegisteredScale> fair(long marketId) {
        List<RegisteredScale> found = new ArrayList<>();
        for (Particulars fair : rows.fair(marketId)) {
            inUse(marketId, fair.deviceId()).ifPresent(device -> found.add(new RegisteredScale(device, fair)));
        }
        return List.copyOf(found);
    }

    List<Verification> verifications(long marketId, long deviceId) {
        return rows.verifications(marketId, deviceId);
    }

    /** Writes down the particulars, and in the audit trail what was changed; whether anything was. */
    boolean change(Person person, RegisteredScale scale, ScaleForm form) {
        Particulars before = scale.particulars();
        Particulars after = form.over(before);
        if (after.equals(before)) {
            return false;
        }
        transactions.run(() -> {
            rows.write(after, clock.instant(), person.signInName());
            tell(person, scale, "scale.register", Changes.between(before, after));
        });
        return true;
    }

    /** Writes down who made the scale, and as what; whether that is news. */
    boolean name(Person person, RegisteredScale scale, String maker, String model) {
        Device known = scale.device();
        if (known.maker().equals(maker) && known.model().equals(model)) {
            return false;
        }
        transactions.run(() -> {
            devices.change(
                    known,
                    new DeviceChange(
                            maker,
                            model,
                            known.protocol(),
                            known.link(),
                            known.address(),
                            known.settings(),
                            known.stallId()));
            tell(
                    person,
                    scale,
                    "scale.register",
                    "made: %s %s → %s %s".formatted(known.maker(), known.model(), maker, model));
        });
        return true;
    }

    /** Adds a verification; the youngest is the one that counts. */
    void verify(Person person, Market market, RegisteredScale scale, VerificationForm form) {
        Instant now = clock.instant();
        Particulars known = scale.particulars();
        Verification verification = form.read(
                ids.next(market.marketId()),
                known,
                now.atZone(market.timeZone()).toLocalDate(),
                now,
                person.signInName());
        transactions.run(() -> {
            rows.add(market.marketId(), verification);
            if (isYoungest(verification, known.verifiedOn())) {
                rows.write(known.with(verification), now, person.signInName());
            }
            tell(
                    person,
                    scale,
                    "scale.verify",
                    "%s to %s, certificate %s by %s, seal %s"
                            .formatted(
                                    verification.verifiedOn(),
                                    verification.validUntil(),
                                    verification.certificateNo(),
                                    verification.verifiedBy(),
                                    verification.sealNo()));
            validUntil.forgetWithTransaction(new Key(market.marketId(), known.deviceId()));
        });
    }

    /** The last day of a scale's verification; empty where none is known. At most ten seconds old. */
    Optional<LocalDate> validUntil(long marketId, long deviceId) {
        return validUntil.get(
                new Key(marketId, deviceId),
                key -> rows.byId(key.marketId, key.deviceId)
                        .flatMap(known -> Optional.ofNullable(known.validUntil()))
                        .or(() -> inUse(key.marketId, key.deviceId)
                                .flatMap(device -> Optional.ofNullable(device.verifiedUntil()))));
    }

    /** The verification interval of a scale; 0 where it is not known. */
    long intervalMilligrams(long marketId, long deviceId) {
        return particulars(marketId, deviceId).intervalMilligrams();
    }

    /** The serial of a device in use; empty of one that is not. */
    String serial(long marketId, long deviceId) {
        return inUse(marketId, deviceId).map(Device::serial).orElse("");
    }

    private Particulars particulars(long marketId, long deviceId) {
        return rows.byId(marketId, deviceId).orElseGet(() -> Particulars.unknown(marketId, deviceId));
    }

    private Optional<Device> inUse(long marketId, long deviceId) {
        try {
            return Optional.of(devices.byId(marketId, deviceId));
        } catch (NotFound retired) {
            return Optional.empty();
        }
    }

    private static boolean isYoungest(Verification verification, @Nullable LocalDate known) {
        return known == null || !verification.verifiedOn().isBefore(known);
    }

    private void tell(Person person, RegisteredScale scale, String action, String detail) {
        audit.record(
                scale.device().marketId(),
                person,
                action,
                "scale " + scale.device().serial(),
                detail);
    }

    private record Key(long marketId, long deviceId) {}
}
