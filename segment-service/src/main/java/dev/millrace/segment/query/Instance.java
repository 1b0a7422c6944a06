package dev.millrace.segment.query;

/** A process of this service, by the address under which the others reach it. */
public record Instance(String host, int port) implements Comparable<Instance> {

    @Override
    public int compareTo(Instance other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
