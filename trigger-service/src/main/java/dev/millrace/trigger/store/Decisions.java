package dev.millrace.trigger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contract.Json;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The record of what was decided about whom and why: rows are only ever added. */
@ApplicationScoped
public class Decisions implements PanacheRepositoryBase<DecisionEntity, Long> {

    private static final TypeReference<TreeMap<String, String>> INPUTS = new TypeReference<>() {};

    private final AgroalDataSource dataSource;

    Decisions(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds the decisions, in order; part of the caller's transaction. */
    public void add(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        String sql = "insert into decision (at, customer, campaign, enrolment, step, outcome, reason, message, inputs)"
                + " select at, customer, campaign, enrolment, step, outcome, reason, message, inputs"
                + " from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as d"
                + " (at, customer, campaign, enrolment, step, outcome, reason, message, inputs, place) order by place";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, decisions)
                    .instants(Decision::at)
                    .texts(Decision::customer)
                    .texts(Decision::campaign)
                    .texts(Decision::enrolment)
                    .texts(Decision::step)
                    .texts(Decision::outcome)
                    .texts(Decision::reason)
                    .texts(Decision::message)
                    .texts(decision -> text(decision.inputs()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("adding decisions", e);
        }
    }

    /** The newest first. */
    public List<Decision> of(String customer, int most) {
        return find("customer", Sort.descending("id"), customer).page(Page.ofSize(most)).list().stream()
                .map(Decisions::toDecision)
                .toList();
    }

    private static Decision toDecision(DecisionEntity row) {
        return new Decision(
                row.at,
                row.customer,
                row.campaign,
                row.enrolment,
                row.step,
                row.outcome,
                row.reason,
                row.message,
                inputs(row.inputs));
    }

    private static String text(Map<String, String> inputs) {
        try {
            return Json.mapper().writeValueAsString(new TreeMap<>(inputs));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    private static Map<String, String> inputs(String text) {
        try {
            return Json.mapper().readValue(text, INPUTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision's inputs are an object of texts", e);
        }
    }
}
