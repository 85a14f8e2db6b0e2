/** Artemis that finds who listens at a topic without looking at everybody who listens anywhere. */
package org.caishi.device.mqtt;

import java.util.List;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.postoffice.BindingType;
import org.apache.activemq.artemis.core.server.BindingQueryResult;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * Artemis 2.55 asks this twice for each subscription, for the settings of its address and for retained messages, and
 * compares the address with every queue's: 10,000 speakers that come back cost a hundred million comparisons, 60 % of the
 * broker's time. Without a wildcard the queues of that very address are the answer; the others would only have been those
 * of wildcard subscriptions, which hold nothing that is retained.
 */
final class ManyListenersBroker extends ActiveMQServerImpl {
    ManyListenersBroker(Configuration configuration, ActiveMQSecurityManager rights) {
        super(configuration, rights);
    }

    @Override
    public BindingQueryResult bindingQuery(SimpleString address, boolean newFqqn) throws Exception {
        if (getConfiguration().getWildcardConfiguration().isWild(address)) {
            return super.bindingQuery(address, newFqqn);
        }
        AddressInfo known = getAddressInfo(address);
        AddressSettings settings = getAddressSettingsRepository().getMatch(address.toString());
        return new BindingQueryResult(
                known != null,
                known,
                queuesAt(address),
                settings.isAutoCreateQueues(),
                settings.isAutoCreateAddresses(),
                settings.isDefaultPurgeOnNoConsumers(),
                settings.getDefaultMaxConsumers(),
                settings.isDefaultExclusiveQueue(),
                settings.isDefaultLastValueQueue(),
                settings.getDefaultLastValueKey(),
                settings.isDefaultNonDestructive(),
                settings.getDefaultConsumersBeforeDispatch(),
                settings.getDefaultDelayBeforeDispatch());
    }

    private List<SimpleString> queuesAt(SimpleString address) throws Exception {
        return getPostOffice().getDirectBindings(address).stream()
                .filter(binding -> binding.getType() == BindingType.LOCAL_QUEUE)
                .map(Binding::getUniqueName)
                .toList();
    }
}
