/** Takes the particulars of many scales from a filled-in sheet: every row is checked, and all are written or none. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Transactions;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

@Component
class RegisterImport {
    /** More would help nobody: the same mistake stands in every row then. */
    private static final int MOST_FAULTS = 200;

    /** A sheet may have been made in either language, and come back from somebody who reads the other. */
    private static final List<Locale> LANGUAGES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    private final ScaleRegister register;
    private final Devices devices;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final MessageSource messages;
    private final InstantSource clock;

    /** A workbook takes a hundred times its size while it is read. */
    private final Semaphore reading = new Semaphore(1);

    RegisterImport(
            ScaleRegister register,
            Devices devices,
            AuditTrail audit,
            Transactions transactions,
            MessageSource messages,
            InstantSource clock) {
        this.register = register;
        this.devices = devices;
        this.audit = audit;
        this.transactions = transactions;
        this.messages = messages;
        this.clock = clock;
    }

    /** What came of a sheet. */
    sealed interface Outcome {
        /** Everything is in the register now. */
        record Taken(int scales, int changed, int verified) implements Outcome {}

        /** Nothing was written. */
        record Refused(List<SheetFault> faults) implements Outcome {}
    }

    /** All scales of a market in use, by serial. */
    List<RegisteredScale> scales(Market market) {
        return devices.of(market.marketId()).stream()
                .filter(device -> device.kind() == DeviceKind.SCALE)
                .sorted(Comparator.comparing(Device::serial))
                .map(device -> register.byId(market.marketId(), device.deviceId()))
                .toList();
    }

    /** @throws BadInput where the file is no sheet that could be taken */
    Outcome take(Person person, Market market, byte[] file, String fileName) {
        List<SheetLine> lines = read(file);
        Map<String, RegisteredScale> known = scales(market).stream()
                .collect(Collectors.toMap(scale -> scale.device().serial(), Function.identity()));
        List<SheetFault> faults = new ArrayList<>();
        List<SheetRow> rows = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        Instant now = clock.instant();
        LocalDate today = now.atZone(market.timeZone()).toLocalDate();
        for (SheetLine line : lines) {
            SheetCheck check = new SheetCheck(line, today, now);
            check.row(known, seen).ifPresent(rows::add);
            faults.addAll(check.faults());
        }
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults.stream().limit(MOST_FAULTS).toList());
        }
        return transactions.run(() -> write(person, market, rows, FilledSheet.cut(fileName)));
    }

    private List<SheetLine> read(byte[] file) {
        reading.acquireUninterruptibly();
        try {
            return FilledSheet.read(file, this::column);
        } finally {
            reading.release();
        }
    }

    private Optional<RegisterColumn> column(String heading) {
        for (RegisterColumn column : RegisterColumn.values()) {
            for (Locale language : LANGUAGES) {
                if (messages.getMessage(column.headingKey(), null, language).equals(heading)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    private Outcome write(Person person, Market market, List<SheetRow> rows, String fileName) {
        int changed = 0;
        int verified = 0;
        for (SheetRow row : rows) {
            boolean anew = register.name(person, row.scale(), row.maker(), row.model());
            anew |= register.change(person, row.scale(), row.particulars());
            changed += anew ? 1 : 0;
            RegisteredScale scale =
                    register.byId(market.marketId(), row.scale().device().deviceId());
            if (row.isNewVerification(
                    register.verifications(market.marketId(), scale.device().deviceId()))) {
                register.verify(person, market, scale, row.verification());
                verified++;
            }
        }
        audit.record(
                market.marketId(),
                person,
                "scale.import",
                fileName,
                "%d scales, %d changed, %d verifications".formatted(rows.size(), changed, verified));
        return new Outcome.Taken(rows.size(), changed, verified);
    }
}
