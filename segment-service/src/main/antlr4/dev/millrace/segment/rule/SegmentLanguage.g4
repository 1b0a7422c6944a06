/*
 * The segment language: one line that says who belongs to a segment.
 *
 * Conditions and values share one rule, and what they are is checked afterwards: a bracket may open either, and a parser that
 * had to find out by looking ahead would take exponential time.
 */
grammar SegmentLanguage;

rule_ : condition EOF ;

parameter_ : sum (BETWEEN sum AND sum)? EOF ;

condition : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT* predicate ;

predicate : sum tail? ;

tail
    : op=('=' | '!=' | '<' | '<=' | '>' | '>=') sum     # comparison
    | NOT? BETWEEN sum AND sum                          # range
    | NOT? EXISTS                                       # presence
    | NOT? IN sum                                       # membership
    | NOT? CONTAINS sum                                 # containment
    | NOT? MATCHES sum                                  # match
    | NOT? WITHIN sum                                   # nearness
    ;

sum : product (op+=(PLUS | MINUS) product)* ;

product : factor (op+=(TIMES | OVER) factor)* ;

factor : MINUS* primary ;

primary
    : '(' condition (',' condition)* ')'                # group
    | SOME dimension=name? '(' condition ')'             # some
    | IN '(' (argument (',' argument)*)? ')'            # segment
    | NAME (DOT word)* '(' (argument (',' argument)*)? ')' # call
    | source (DOT word)* part*                          # field
    | NUMBER                                            # number
    | DURATION                                          # duration
    | DISTANCE                                          # distance
    | QUANTITY                                          # quantity
    | TEXT                                              # text
    | (TRUE | FALSE)                                    # flag
    | PARAMETER                                         # parameter
    ;

argument : (label=NAME ':')? condition ;

source : name | EVENT '(' TEXT ')' ;

part
    : '{' condition '}'                                 # filter
    | '[' SINCE? condition ']'                          # window
    ;

name : NAME | QUOTED_NAME ;

word
    : name | AND | OR | NOT | BETWEEN | EXISTS | IN | CONTAINS | MATCHES | WITHIN | SOME | EVENT | SINCE | TRUE | FALSE ;

AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
BETWEEN : 'between' ;
EXISTS : 'exists' ;
IN : 'in' ;
CONTAINS : 'contains' ;
MATCHES : 'matches' ;
WITHIN : 'within' ;
SOME : 'some' ;
EVENT : 'event' ;
SINCE : 'since' ;
TRUE : 'true' ;
FALSE : 'false' ;
DOT : '.' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
OVER : '/' ;
DURATION : ([0-9]+ ('ms' | 's' | 'm' | 'h' | 'd' | 'w'))+ ;
DISTANCE : [0-9]+ ('.' [0-9]+)? ('km' | 'mi') ;
NUMBER : [0-9]+ ('.' [0-9]+)? ;
QUANTITY : [0-9]+ ('.' [0-9]+)? [\p{L}_] [\p{L}\p{N}_]* ;
PARAMETER : '$' [a-zA-Z] [a-zA-Z0-9_]* ;
NAME : [\p{L}_] [\p{L}\p{N}_]* ;
QUOTED_NAME : '`' ~[`.\r\n]+ '`' ;
TEXT : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
UNCLOSED : '"' (~["\\\r\n] | '\\' ~[\r\n])* ;
SPACE : [ \t\r\n]+ -> skip ;
FOREIGN : '==' | '<>' | '=>' | '=<' | '&&' | '||' | '!' | '\'' ;
UNKNOWN : . ;
