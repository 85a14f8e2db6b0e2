/** What the screens show of contracts: every value that is no secret, and of secrets only when they were set. */
package org.caishi.channel.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.channel.AccountField;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.AccountState;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelFactory;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Pem;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class AccountViews {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final int FINGERPRINT_BYTES = 8;

    private final AccountDesk desk;
    private final Channels channels;
    private final Markets markets;

    AccountViews(AccountDesk desk, Channels channels, Markets markets) {
        this.desk = desk;
        this.channels = channels;
        this.markets = markets;
    }

    /**
     * @param owner the market's name; empty for the bank
     */
    record Line(AccountRow row, String owner, ZonedDateTime changedAt) {}

    /**
     * @param wrong what is wrong with what was typed, if anything
     */
    record FieldLine(
            AccountField field,
            String wordsKey,
            String value,
            @Nullable ZonedDateTime setAt,
            boolean editable,
            @Nullable BadInput wrong) {}

    /**
     * @param fingerprint the beginning of its SHA-256, by which two people can compare it aloud
     */
    record KeyLine(String id, String fingerprint, ZonedDateTime addedAt, boolean older) {}

    record View(
            AccountRow row,
            String owner,
            ZonedDateTime changedAt,
            List<FieldLine> fields,
            List<KeyLine> keys,
            List<KeyLine> retired,
            List<String> missing,
            String noticeUrl,
            boolean mayEdit,
            boolean mayActivate) {
        public boolean mayAddKey() {
            return mayEdit && keys.size() < AccountSettings.MOST_PLATFORM_KEYS;
        }

        public boolean isActive() {
            return row.state() == AccountState.ACTIVE;
        }

        /** The channel in the words of the message files. */
        public String channelKey() {
            return key(row.channel());
        }
    }

    List<Line> lines(Person person) {
        return desk.visible(person).stream()
                .map(row -> new Line(row, owner(row), time(row.changedAt())))
                .toList();
    }

    View one(Person person, ChannelAccount account, Map<String, String> typed, Map<String, BadInput> wrong) {
        AccountRow row = desk.row(account);
        ChannelFactory factory = desk.factory(account);
        AccountSettings settings = desk.settings(account);
        boolean mayEdit = AccountDesk.mayEdit(person, row.state());
        List<FieldLine> fields = new ArrayList<>();
        for (AccountField field : factory.fields()) {
            boolean editable = mayEdit
                    && (field.kind() != AccountField.Kind.ADDRESS || person.role() == Role.OPERATOR)
                    && (field.kind() != AccountField.Kind.MERCHANT || row.state() == AccountState.DRAFT);
            fields.add(line(field, key(row.channel()), settings, editable, typed, wrong));
        }
        return new View(
                row,
                owner(row),
                time(row.changedAt()),
                fields,
                keys(settings.platformKeys(), settings.platformKeys().size() > 1),
                keys(settings.retiredKeys(), false),
                desk.missing(account, settings),
                channels.noticeUrl(factory, account.accountId()).toString(),
                mayEdit,
                person.role() == Role.OPERATOR);
    }

    private static FieldLine line(
            AccountField field,
            String channelKey,
            AccountSettings settings,
            boolean editable,
            Map<String, String> typed,
            Map<String, BadInput> wrong) {
        Instant setAt = settings.setAt().get(field.name());
        String value = field.isSecret() ? "" : typed.getOrDefault(field.name(), settings.value(field.name()));
        return new FieldLine(
                field,
                channelKey + "." + field.name(),
                value,
                setAt == null ? null : time(setAt),
                editable,
                wrong.get(field.name()));
    }

    private static List<KeyLine> keys(List<AccountSettings.PlatformKey> keys, boolean two) {
        List<KeyLine> lines = new ArrayList<>();
        for (AccountSettings.PlatformKey key : keys) {
            boolean older = two && lines.size() == keys.size() - 1;
            lines.add(new KeyLine(key.id(), fingerprint(key), time(key.addedAt()), older));
        }
        return lines;
    }

    private static String fingerprint(AccountSettings.PlatformKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Pem.publicKey(key.pem()).getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private String owner(AccountRow row) {
        return row.isBanks() ? "" : markets.byId(row.marketId()).name();
    }

    private static String key(ChannelName channel) {
        return "channel.account." + channel.name().toLowerCase(Locale.ROOT);
    }

    private static ZonedDateTime time(Instant instant) {
        return instant.atZone(BEIJING);
    }
}
