# Build the services first (mvn package), then from the root of the repository:
#   docker build -f deploy/containers/segment-service.Dockerfile -t millrace/segment-service .
FROM eclipse-temurin:25-jre
WORKDIR /app
COPY segment-service/target/quarkus-app/lib/ lib/
COPY segment-service/target/quarkus-app/quarkus-run.jar ./
COPY segment-service/target/quarkus-app/app/ app/
COPY segment-service/target/quarkus-app/quarkus/ quarkus/
# few arenas, or the C library keeps freed memory of the stores once for each thread
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    MALLOC_ARENA_MAX=2 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8082
USER 185
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
