/** What a contract with a channel says, as people enter it: values by name, and the platform's public keys. */
package org.caishi.channel;

import java.net.URI;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.platform.BadInput;

/**
 * @param values by the names of the factory's fields; secrets among them
 * @param platformKeys the newest first, two at most: while a channel changes its key both are valid
 * @param retiredKeys no longer believed, kept so that old notices can be checked again in a dispute; the newest first
 * @param setAt when each secret was last set
 */
public record AccountSettings(
        Map<String, String> values,
        List<PlatformKey> platformKeys,
        List<PlatformKey> retiredKeys,
        Map<String, Instant> setAt) {
    public static final AccountSettings EMPTY = new AccountSettings(Map.of(), List.of(), List.of(), Map.of());
    public static final int MOST_PLATFORM_KEYS = 2;
    private static final int MOST_RETIRED_KEYS = 8;

    public AccountSettings {
        values = Map.copyOf(values);
        platformKeys = List.copyOf(platformKeys);
        retiredKeys = List.copyOf(retiredKeys);
        setAt = Map.copyOf(setAt);
    }

    /**
     * A public key with which the channel signs.
     *
     * @param id as the channel names it
     */
    public record PlatformKey(String id, String pem, Instant addedAt) {}

    /** A value as entered; empty where nothing was. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /**
     * An address as entered, or the usual one.
     *
     * @throws BadInput when it is none that a contract may name
     */
    public URI address(AccountField field) {
        return ChannelAddress.real(has(field.name()) ? value(field.name()) : field.otherwise());
    }

    /** The platform's keys that are believed now, the newest first. */
    public List<PublicKey> publicKeys() {
        return platformKeys.stream().map(key -> Pem.publicKey(key.pem())).toList();
    }

    public boolean has(String field) {
        return !value(field).isEmpty();
    }

    /** The same with one value changed; an empty one is taken out. */
    public AccountSettings with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        if (value.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return new AccountSettings(changed, platformKeys, retiredKeys, setAt);
    }

    /** The same with a secret changed. */
    public AccountSettings withSecret(String field, String value, Instant now) {
        Map<String, Instant> times = new LinkedHashMap<>(setAt);
        times.put(field, now);
        return new AccountSettings(with(field, value).values, platformKeys, retiredKeys, times);
    }

    /** The same with one more key, which becomes the newest. */
    public AccountSettings withKey(PlatformKey key) {
        List<PlatformKey> keys = new ArrayList<>(List.of(key));
        keys.addAll(platformKeys);
        if (keys.size() > MOST_PLATFORM_KEYS) {
            throw new IllegalStateException("more keys than can be valid at once");
        }
        return new AccountSettings(values, keys, retiredKeys, setAt);
    }

    /** The same without its oldest key, which is believed no longer. */
    public AccountSettings withoutOldestKey() {
        List<PlatformKey> retired = new ArrayList<>(List.of(platformKeys.getLast()));
        retired.addAll(retiredKeys);
        return new AccountSettings(
                values,
                platformKeys.subList(0, platformKeys.size() - 1),
                retired.subList(0, Math.min(retired.size(), MOST_RETIRED_KEYS)),
                setAt);
    }

    /** Names what is there and no value. */
    @Override
    public String toString() {
        return "AccountSettings" + values.keySet()
                + platformKeys.stream().map(PlatformKey::id).toList();
    }
}
