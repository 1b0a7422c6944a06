# Build the services first (mvn -DskipTests package), then from the root of the repository:
#   docker build -f deploy/containers/trigger-service.Dockerfile -t millrace/trigger-service .
ARG JAVA=eclipse-temurin:25-jre

# libraries seldom change, what is ours does with every build: they get layers of their own
FROM ${JAVA} AS parts
COPY trigger-service/target/quarkus-app/ /libraries/
RUN mkdir -p /ours/lib/main \
    && mv /libraries/lib/main/dev.millrace.* /ours/lib/main/ \
    && mv /libraries/app /libraries/quarkus /libraries/quarkus-run.jar /ours/ \
    && chmod -R a=rX,u+w /libraries/lib /ours

FROM ${JAVA}
LABEL org.opencontainers.image.title="Millrace trigger-service" \
      org.opencontainers.image.description="Campaigns, policies, decisions" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=parts /libraries/lib/ lib/
COPY deploy/containers/healthy ./
COPY --from=parts /ours/ ./
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=55"
EXPOSE 8083
USER 185
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=6 CMD ["/app/healthy", "8083"]
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-jar", "/app/quarkus-run.jar"]
