/** Applies a form to a contract's settings, value by value, and notes what changed without noting a secret. */
package org.caishi.channel.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.channel.AccountField;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.AccountState;
import org.caishi.channel.ChannelFactory;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.platform.BadInput;

final class AccountEntry {
    static final String NAME = "name";

    private final Person person;
    private final AccountRow row;
    private final ChannelFactory factory;
    private final Instant now;
    private final List<String> trail = new ArrayList<>();
    private AccountSettings settings;
    private String name;

    AccountEntry(Person person, AccountRow row, ChannelFactory factory, AccountSettings settings, Instant now) {
        this.person = person;
        this.row = row;
        this.factory = factory;
        this.settings = settings;
        this.name = row.name();
        this.now = now;
    }

    /** Takes what the form gives, all of it, and says what is wrong with which field. */
    Map<String, BadInput> enter(Map<String, String> form) {
        Map<String, BadInput> wrong = new LinkedHashMap<>();
        if (form.containsKey(NAME)) {
            tried(NAME, wrong, () -> rename(AccountDesk.checkedName(form.getOrDefault(NAME, ""))));
        }
        for (AccountField field : factory.fields()) {
            String given = form.get(field.name());
            if (given != null) {
                tried(field.name(), wrong, () -> enter(field, AccountDesk.bounded(given)));
            }
        }
        return wrong;
    }

    boolean isChanged() {
        return !trail.isEmpty();
    }

    AccountSettings settings() {
        return settings;
    }

    String name() {
        return name;
    }

    String trail() {
        return String.join("; ", trail);
    }

    private void rename(String given) {
        if (!given.equals(name)) {
            name = given;
            trail.add(NAME + " = " + given);
        }
    }

    private void enter(AccountField field, String given) {
        if (field.isSecret()) {
            if (!given.isEmpty()) {
                factory.check(field, given);
                settings = settings.withSecret(field.name(), given, now);
                trail.add(field.name() + " replaced");
            }
            return;
        }
        if (given.equals(settings.value(field.name()))) {
            return;
        }
        demandRight(field, given);
        if (!given.isEmpty()) {
            factory.check(field, given);
        }
        settings = settings.with(field.name(), given);
        trail.add(field.name() + " = " + given);
    }

    private void demandRight(AccountField field, String given) {
        if (field.kind() == AccountField.Kind.ADDRESS && person.role() != Role.OPERATOR) {
            throw new BadInput("channel.account.address.bank.only");
        }
        boolean drafted = row.state() == AccountState.DRAFT;
        if (!drafted && field.kind() == AccountField.Kind.MERCHANT) {
            throw new BadInput("channel.account.merchant.fixed");
        }
        if (!drafted && given.isEmpty() && !field.isOptional()) {
            throw new BadInput("channel.account.needed");
        }
    }

    private static void tried(String field, Map<String, BadInput> wrong, Runnable entering) {
        try {
            entering.run();
        } catch (BadInput bad) {
            wrong.put(field, bad);
        }
    }
}
