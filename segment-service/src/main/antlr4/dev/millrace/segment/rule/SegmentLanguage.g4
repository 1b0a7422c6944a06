/* The segment language: one line that says who belongs to a segment. */
grammar SegmentLanguage;

rule_ : expression EOF ;

literal : operand EOF ;

expression
    : NOT expression                                                # negation
    | expression AND expression                                     # conjunction
    | expression OR expression                                      # disjunction
    | '(' expression ')'                                            # group
    | operand op=('=' | '!=' | '<' | '<=' | '>' | '>=') operand     # comparison
    | operand BETWEEN operand AND operand                           # range
    | operand EXISTS                                                # presence
    ;

operand
    : function=(COUNT | SUM | FIRST | LAST) '(' event (DOT property+=word)* ')'   # aggregate
    | function=NAME '(' operand ')'                                 # call
    | function=NAME '(' argument=NAME ')'                           # misapplied
    | NAME (DOT word)+                                              # field
    | NUMBER                                                        # number
    | DURATION                                                      # duration
    | TEXT                                                          # text
    | (TRUE | FALSE)                                                # flag
    | PARAMETER                                                     # parameter
    ;

event : NAME | EVENT '(' TEXT ')' ;

word : NAME | AND | OR | NOT | BETWEEN | EXISTS | TRUE | FALSE | COUNT | SUM | FIRST | LAST | EVENT ;

AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
BETWEEN : 'between' ;
EXISTS : 'exists' ;
TRUE : 'true' ;
FALSE : 'false' ;
COUNT : 'count' ;
SUM : 'sum' ;
FIRST : 'first' ;
LAST : 'last' ;
EVENT : 'event' ;
DOT : '.' ;
DURATION : ([0-9]+ ('ms' | 's' | 'm' | 'h' | 'd'))+ ;
NUMBER : '-'? [0-9]+ ('.' [0-9]+)? ;
PARAMETER : '$' [a-zA-Z] [a-zA-Z0-9_]* ;
NAME : [a-zA-Z] [a-zA-Z0-9_]* ;
TEXT : '"' (~["\\\r\n] | '\\' ["\\])* '"' ;
SPACE : [ \t\r\n]+ -> skip ;
UNKNOWN : . ;
