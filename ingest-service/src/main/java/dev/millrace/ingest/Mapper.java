package dev.millrace.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** HTTP writes JSON the way topics do. */
@Singleton
class Mapper {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper().copy();
    }
}
