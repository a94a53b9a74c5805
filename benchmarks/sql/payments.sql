-- One month's payments: nine in a hundred late, three in a hundred in two parts. Variable: month.
INSERT INTO payment
SELECT contract, strftime(month, 'p-%Y%m-') || part, strftime(month, '%Y-%m'),
    last_day(month + INTERVAL 1 MONTH) + CASE
        WHEN luck < 91 THEN -draw(contract, month, 25) WHEN luck < 97 THEN 1 + draw(contract, month, 10)
        ELSE 11 + draw(contract, month, 40) END + CAST(15 * (part - 1) AS INTEGER),
    CASE WHEN parts = 1 THEN amount WHEN part = 1 THEN 200 ELSE amount - 200 END
FROM (
    SELECT contract, getvariable('month') AS month, draw(contract, strftime(getvariable('month'), 'luck %Y-%m'), 100) AS luck,
        CASE WHEN draw(contract, strftime(getvariable('month'), 'parts %Y-%m'), 100) < 3 THEN 2 ELSE 1 END AS parts,
        CASE WHEN date_trunc('month', billing_start) = getvariable('month') THEN 2160 ELSE 421 END AS amount
    FROM life
    WHERE date_trunc('month', billing_start) <= getvariable('month')
        AND (getvariable('month') <= date_trunc('month', ended_on) OR ended_on IS NULL)
        AND (cancelled_on > billing_start OR cancelled_on IS NULL)
), range(1, parts + 1) AS p(part);
