package dev.millrace.trigger.journey;

import dev.millrace.contract.ProductKind;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Campaign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A campaign's steps in a row. Jumps lead forward only, so that each instruction is reached once at most; the last one is the
 * end.
 *
 * @param conditions the campaign's expressions
 * @param awaited everything that some step waits for
 */
public record Program(List<Instruction> instructions, Conditions conditions, List<Awaited> awaited) {

    static final String START = "start";

    public Program {
        instructions = List.copyOf(instructions);
        awaited = List.copyOf(awaited);
    }

    /** What segment-service is asked, by the name under which it is asked. */
    public Map<String, String> questions() {
        return conditions.questions();
    }

    /** Of which kinds products are to come with the answer. */
    public List<ProductKind> products() {
        return instructions.stream()
                .filter(Instruction.Send.class::isInstance)
                .flatMap(send -> ((Instruction.Send) send).message().products().stream())
                .distinct()
                .toList();
    }

    /** Whether a walk has to know which messages there were before. */
    public boolean looksAtSends() {
        return conditions.countsSends() || instructions.stream().anyMatch(Instruction.Resend.class::isInstance);
    }

    public static Program of(Campaign campaign) {
        return new Compiler(campaign).compile();
    }

    Instruction at(int position) {
        return instructions.get(position);
    }

    /** The name of the step at a position. */
    public String stepAt(int position) {
        return at(position).step();
    }

    /** The names of all steps, each once. */
    public List<String> steps() {
        return instructions.stream()
                .filter(instruction -> !(instruction instanceof Instruction.End))
                .map(Instruction::step)
                .distinct()
                .toList();
    }

    /** Where another version has the same step: of the same name and kind. */
    public OptionalInt placeIn(Program other, int position) {
        Instruction here = at(position);
        return IntStream.range(0, other.instructions.size())
                .filter(i -> other.stepAt(i).equals(here.step()))
                .filter(i -> other.at(i).getClass() == here.getClass())
                .findFirst();
    }

    /** What of all it waits for the transition is. */
    Optional<Awaited> awaits(SegmentTransition transition) {
        return awaited.stream().filter(one -> one.is(transition)).findFirst();
    }
}
