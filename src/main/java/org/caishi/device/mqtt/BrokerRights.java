/** Who may sign in at the broker, and what they may do there. */
package org.caishi.device.mqtt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.device.KeyChanges;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker keeps answers for ten seconds (its default), so a retired device is out after that. Roles are not used:
 * addresses are topics, and a device's rights are in its name.
 */
final class BrokerRights implements ActiveMQSecurityManager5 {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRights.class);
    private static final int MOST_TOLD = 1_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Devices devices;
    private final KeyChanges keys;
    private final LongFunction<String> marketCodes;
    private final BrokerAddress product;

    BrokerRights(Devices devices, KeyChanges keys, LongFunction<String> marketCodes, BrokerAddress product) {
        this.devices = devices;
        this.keys = keys;
        this.marketCodes = marketCodes;
        this.product = product;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user, @Nullable String password, RemotingConnection connection, String domain) {
        if (user != null && isKnown(user, password)) {
            told.remove(user);
            return new Subject(true, Set.of(new UserPrincipal(user)), Set.of(), Set.of());
        }
        tellOnce(String.valueOf(user), connection.getRemoteAddress());
        return null;
    }

    /** A device with a wrong key tries again for ever; one line says so until it comes in. */
    private void tellOnce(String user, String from) {
        if (told.size() < MOST_TOLD && told.add(user)) {
            LOG.warn("the broker sends away {} from {}: unknown serial or wrong password", user, from);
        }
    }

    boolean isKnown(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return false;
        }
        return user.equals(product.user())
                ? same(password, product.password())
                : devices.bySerial(user)
                        .filter(device -> keys.signed(device, "mqtt", password))
                        .isPresent();
    }

    /** A device has come with its key. */
    void proved(String user) {
        devices.bySerial(user).ifPresent(devices::proved);
    }

    boolean isRegistered(String user) {
        return devices.bySerial(user).isPresent();
    }

    boolean isProduct(String user) {
        return user.equals(product.user());
    }

    @Override
    public boolean authorize(@Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
        return subject != null
                && subject.getPrincipals(UserPrincipal.class).stream()
                        .map(UserPrincipal::getName)
                        .anyMatch(user -> user.equals(product.user())
                                || devices.bySerial(user)
                                        .filter(device -> mayDo(device, check, address))
                                        .isPresent());
    }

    /** Saying makes an address, hearing makes a queue on it; an own address may be made for either. */
    private boolean mayDo(Device device, CheckType check, String address) {
        String market = marketCodes.apply(device.marketId());
        int queue = address.indexOf("::");
        String topic = queue < 0 ? address : address.substring(0, queue);
        return switch (check) {
            case SEND -> Topics.maySay(market, device, topic);
            case CONSUME,
                    CREATE_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE,
                    BROWSE -> Topics.mayHear(market, device, topic);
            case CREATE_ADDRESS, DELETE_ADDRESS ->
                Topics.maySay(market, device, topic) || Topics.mayHear(market, device, topic);
            case MANAGE, VIEW, EDIT -> false;
        };
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUser(String user, String password) {
        return isKnown(user, password);
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
        return false;
    }
}
