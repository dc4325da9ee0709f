# timelimit
