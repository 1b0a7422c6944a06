package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.Json;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Answers are written like the values on topics. */
class JsonSetup {

    @Singleton
    @Produces
    ObjectMapper mapper(@All List<ObjectMapperCustomizer> customizers) {
        ObjectMapper mapper = Json.mapper().copy();
        customizers.forEach(customizer -> customizer.customize(mapper));
        return mapper;
    }
}
