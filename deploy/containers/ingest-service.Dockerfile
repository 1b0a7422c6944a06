# Build the services first (mvn package), then from the root of the repository:
#   docker build -f deploy/containers/ingest-service.Dockerfile -t millrace/ingest-service .
FROM eclipse-temurin:25-jre
WORKDIR /app
COPY ingest-service/target/quarkus-app/lib/ lib/
COPY ingest-service/target/quarkus-app/quarkus-run.jar ./
COPY ingest-service/target/quarkus-app/app/ app/
COPY ingest-service/target/quarkus-app/quarkus/ quarkus/
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8081
USER 185
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
