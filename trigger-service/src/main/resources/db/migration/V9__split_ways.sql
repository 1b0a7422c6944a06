-- Ways of splits are numbers, of at most ten; their comparison reads who went which way.
create index decision_by_split on decision (campaign)
    where outcome = 'branched' and reason in ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10');
