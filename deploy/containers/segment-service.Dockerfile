# Build the services first (mvn -DskipTests package), then from the root of the repository:
#   docker build -f deploy/containers/segment-service.Dockerfile -t millrace/segment-service .
ARG JAVA=eclipse-temurin:25-jre

# libraries seldom change, what is ours does with every build: they get layers of their own
FROM ${JAVA} AS parts
COPY segment-service/target/quarkus-app/ /libraries/
RUN mkdir -p /ours/lib/main \
    && mv /libraries/lib/main/dev.millrace.* /ours/lib/main/ \
    && mv /libraries/app /libraries/quarkus /libraries/quarkus-run.jar /ours/ \
    && chmod -R a=rX,u+w /libraries/lib /ours

FROM ${JAVA}
LABEL org.opencontainers.image.title="Millrace segment-service" \
      org.opencontainers.image.description="Kafka Streams: customer state, rules, timers, transitions, queries" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=parts /libraries/lib/ lib/
COPY deploy/containers/healthy ./
COPY --from=parts /ours/ ./
RUN mkdir -p /var/lib/millrace && chown 185:0 /var/lib/millrace && chmod 770 /var/lib/millrace
# few arenas, or the C library keeps freed memory of the stores once for each thread; the stores' library is unpacked where
# it may be executed, which /tmp need not be
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    MILLRACE_STATE_FOLDER=/var/lib/millrace/state \
    ROCKSDB_SHAREDLIB_DIR=/var/lib/millrace \
    MALLOC_ARENA_MAX=2 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=45 -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=10000"
VOLUME /var/lib/millrace
EXPOSE 8082
USER 185
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=6 CMD ["/app/healthy", "8082"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-jar", "/app/quarkus-run.jar"]
