package dev.millrace.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Json;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.TriggerConfig.OpenTracking;
import dev.millrace.trigger.journey.AskAgain;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.store.AddressHash;
import dev.millrace.trigger.store.KeySeal;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what has no framework in it from the configuration. A value that can't be right stops the start. */
@Dependent
class Wiring {

    @Produces
    @Singleton
    ObjectMapper json() {
        return Json.mapper().copy();
    }

    @Produces
    @Singleton
    @Startup
    ApiKeyHash adminKey(AdminConfig config) {
        return new ApiKeyHash(config.keySha256());
    }

    @Produces
    @Singleton
    Topics topics(TopicsConfig config) {
        return new Topics(config.prefix());
    }

    @Produces
    @Singleton
    @Startup
    AddressHash addressHash(IdentityConfig config) {
        return new AddressHash(new IdentityKey(config.key()));
    }

    @Produces
    @Singleton
    @Startup
    KeySeal keySeal(IdentityConfig config) {
        return new KeySeal(config.key());
    }

    @Produces
    @Singleton
    @Startup
    Journey journey(TriggerConfig config) {
        return new Journey(
                new SendPolicy(config.freshness()),
                new AskAgain(
                        config.askAgain().settle(),
                        config.askAgain().first(),
                        config.askAgain().longest()),
                config.openTracking() == OpenTracking.ALWAYS);
    }
}
