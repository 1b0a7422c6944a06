# Build the services first (mvn package), then from the root of the repository:
#   docker build -f deploy/containers/trigger-service.Dockerfile -t millrace/trigger-service .
FROM eclipse-temurin:25-jre
WORKDIR /app
COPY trigger-service/target/quarkus-app/lib/ lib/
COPY trigger-service/target/quarkus-app/quarkus-run.jar ./
COPY trigger-service/target/quarkus-app/app/ app/
COPY trigger-service/target/quarkus-app/quarkus/ quarkus/
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8083
USER 185
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
