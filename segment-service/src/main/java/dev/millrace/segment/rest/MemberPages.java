package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.Router;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a segment, page by page: partition after partition, so that a page costs what is on it. */
@Singleton
class MemberPages {

    /**
     * @param next what to send as {@code after} for the next page; absent on the last one
     * @param standby true if some of it comes from a copy, which may be a little behind
     */
    public record Page(
            String segment, List<MembersQuestion.Member> members, @Nullable String next, @Nullable Boolean standby) {}

    private final Router router;

    MemberPages(Router router) {
        this.router = router;
    }

    /** Reads one member more than is shown, to know whether there is another page. */
    Page page(String segment, MemberCursor from, int limit, String authorization) {
        int partitions = router.everyPartition().size();
        List<MembersQuestion.Member> members = new ArrayList<>();
        boolean standby = false;
        MemberCursor place = from;
        while (place.partition() < partitions && members.size() <= limit) {
            MembersQuestion question = new MembersQuestion(segment, place.after(), limit + 1 - members.size());
            MembersQuestion.Told told = router.ask(question, Set.of(place.partition()), authorization)
                    .all()
                    .get(0);
            standby |= told.standby();
            members.addAll(told.members());
            place = new MemberCursor(place.partition() + 1, null);
        }
        if (members.size() <= limit) {
            return new Page(segment, members, null, standby ? true : null);
        }
        CustomerId last = members.get(limit - 1).customer();
        MemberCursor next = new MemberCursor(Topics.partitionOf(last, partitions), last);
        return new Page(segment, members.subList(0, limit), next.text(), standby ? true : null);
    }
}
