/** The secret addresses of streams: a player cannot sign in, so who knows the address may listen, until there is a new one. */
package org.caishi.speaker;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.springframework.stereotype.Component;

@Component
class StreamAddresses {
    private static final String CONTEXT = "speaker_stream_address.token";
    private static final int TOKEN_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final StreamAddressRows rows;
    private final Devices devices;
    private final Vault vault;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    StreamAddresses(
            StreamAddressRows rows,
            Devices devices,
            Vault vault,
            AuditTrail audit,
            Transactions transactions,
            InstantSource clock) {
        this.rows = rows;
        this.devices = devices;
        this.vault = vault;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Gives a speaker's stream another address; the former one is good for nothing. It is known here this once. */
    String renew(Person who, Device speaker) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        transactions.run(() -> {
            rows.put(SpeakerKey.of(speaker), vault.hash(token, CONTEXT), clock.instant());
            audit.record(speaker.marketId(), who, "speaker.stream.address", "speaker " + speaker.serial(), "");
        });
        return token;
    }

    /** The speaker in use to whose stream this token leads. */
    Optional<Device> speakerOf(long marketId, String token) {
        return TOKEN.matcher(token).matches()
                ? rows.speakerOf(marketId, vault.hash(token, CONTEXT)).flatMap(id -> inUse(marketId, id))
                : Optional.empty();
    }

    private Optional<Device> inUse(long marketId, long deviceId) {
        try {
            return Optional.of(devices.byId(marketId, deviceId))
                    .filter(device -> device.protocol().equals(StreamedSpeakers.PROTOCOL));
        } catch (NotFound retired) {
            return Optional.empty();
        }
    }

    /** When each speaker's address was made. */
    Map<Long, Instant> madeAt(long marketId) {
        return rows.of(marketId).stream()
                .collect(Collectors.toMap(StreamAddressRows.Made::deviceId, StreamAddressRows.Made::madeAt));
    }
}
